package io.tachograph.benchmarks.stream;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * {@code Measure WAY SERVERS CASE PARALLELISM RECORDS WARM_SECONDS RESULTS}: goes one way again and again in this process,
 * to warm up until the seconds are over, then once more, and adds a line for each run to a file: way, case, parallelism,
 * what the run was, records, seconds, CPU microseconds of this process, CPU microseconds of the database. What starts
 * with the way (a cluster, a consumer) is part of its time.
 */
public final class Measure {
    private Measure() {}

    /** Fails when a way does not have all records in its results. */
    public static void main(String[] args) throws Exception {
        Way way = Class.forName(args[0])
                .asSubclass(Way.class)
                .getDeclaredConstructor()
                .newInstance();
        List<String> servers = Files.readAllLines(Path.of(args[1]));
        String topic = args[2];
        int parallelism = Integer.parseInt(args[3]);
        long records = Long.parseLong(args[4]);
        Path results = Path.of(args[6]);
        Setting setting = new Setting(servers.get(0), topic, parallelism, servers.get(1));
        ProcessTree database = new ProcessTree(Long.parseLong(servers.get(2)));
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long warmUntil =
                System.nanoTime() + Duration.ofSeconds(Long.parseLong(args[5])).toNanos();
        for (boolean measured = false; !measured; ) {
            measured = warmUntil - System.nanoTime() <= 0;
            System.gc();
            long databaseMicros = database.cpuMicros();
            long cpuNanos = system.getProcessCpuTime();
            long start = System.nanoTime();
            long counted = way.go(setting);
            long nanos = System.nanoTime() - start;
            cpuNanos = system.getProcessCpuTime() - cpuNanos;
            databaseMicros = database.cpuMicros() - databaseMicros;
            if (counted != records) {
                throw new IllegalStateException(way.getClass().getSimpleName() + " has " + counted
                        + " requests in its results instead of " + records);
            }
            String line = String.format(
                    Locale.ROOT,
                    "%s %s %d %s %d %.3f %d %d%n",
                    way.getClass().getSimpleName(),
                    topic,
                    parallelism,
                    measured ? "measured" : "warm-up",
                    counted,
                    nanos / 1e9,
                    cpuNanos / 1_000,
                    databaseMicros);
            Files.writeString(results, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        // Embedded clusters leave threads behind that would keep the process.
        System.exit(0);
    }
}
