package io.tachograph.collectors.source.container;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A container's control group of version 2. A file that is not there, or says something else, is null.
 *
 * @param folder where its files are
 */
public record ControlGroup(Path folder) {
    private static final int MOST_BYTES = 64 << 10;
    private static final long NANOS_PER_MICRO = 1_000;

    boolean isThere() {
        return Files.isDirectory(folder);
    }

    /** What it has used; {@code readMicros} is the time now, microseconds since the epoch. */
    public ContainerUsage usage(long readMicros) {
        String cpu = text("cpu.stat");
        Long used = number(text("memory.current"));
        Long inactive = after(text("memory.stat"), "inactive_file ");
        String disks = text("io.stat");
        return new ContainerUsage(
                readMicros,
                nanos(after(cpu, "usage_usec ")),
                nanos(after(cpu, "throttled_usec ")),
                null,
                used == null || inactive == null || inactive > used ? used : Long.valueOf(used - inactive),
                number(text("memory.max")),
                null,
                null,
                sum(disks, "rbytes="),
                sum(disks, "wbytes="),
                number(text("pids.current")));
    }

    /** Cores that it may use; null without a limit. */
    public @Nullable Double limitCores() {
        String[] quotaAndPeriod = text("cpu.max").split(" ", 2);
        Long quota = number(quotaAndPeriod[0]);
        Long period = quotaAndPeriod.length < 2 ? null : number(quotaAndPeriod[1]);
        return quota == null || period == null || period == 0 ? null : Double.valueOf((double) quota / period);
    }

    private static @Nullable Long nanos(@Nullable Long micros) {
        return micros == null ? null : Long.valueOf(micros * NANOS_PER_MICRO);
    }

    private static @Nullable Long after(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> number(line.substring(name.length())))
                .orElse(null);
    }

    /** Over all devices; an empty file means that nothing was read or written as yet. */
    private @Nullable Long sum(String text, String name) {
        if (text.isEmpty() && !Files.exists(folder.resolve("io.stat"))) {
            return null;
        }
        long sum = 0;
        for (String word : text.split("\\s+", -1)) {
            Long bytes = word.startsWith(name) ? number(word.substring(name.length())) : null;
            sum += bytes == null ? 0 : bytes;
        }
        return sum;
    }

    /** Null for {@code max}, too. */
    private static @Nullable Long number(String text) {
        String digits = text.strip();
        return digits.matches("[0-9]{1,18}") ? Long.valueOf(digits) : null;
    }

    private String text(String file) {
        try (InputStream in = Files.newInputStream(folder.resolve(file))) {
            return new String(in.readNBytes(MOST_BYTES), US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }
}
