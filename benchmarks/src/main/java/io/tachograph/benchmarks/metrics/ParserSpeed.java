package io.tachograph.benchmarks.metrics;

import io.tachograph.client.scrape.Exposition;
import io.tachograph.client.scrape.MetricsText;
import io.tachograph.client.scrape.NoServerMetricsException;
import io.tachograph.client.scrape.ServerMetrics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Megabytes that the parser reads in a second of CPU time, which other work on the machine hardly changes: FILE. */
public final class ParserSpeed {
    private static final int WARM = 5_000;
    private static final long MEASURED_NANOS = 1_000_000_000;

    private ParserSpeed() {}

    private interface Work {
        int run() throws NoServerMetricsException;
    }

    public static void main(String[] arguments) throws IOException, NoServerMetricsException {
        byte[] text = Files.readAllBytes(Path.of(arguments[0]));
        print(
                "to quantities",
                text.length,
                () -> ServerMetrics.of(wanted(text), null).counters().size());
        print("wanted samples", text.length, () -> wanted(text).sampleCount());
        print("every sample", text.length, () -> MetricsText.parse(text).sampleCount());
        print("memory copy", text.length, () -> Arrays.copyOf(text, text.length)[17]);
    }

    private static Exposition wanted(byte[] text) {
        return MetricsText.parse(text, ServerMetrics.wanted(), Integer.MAX_VALUE);
    }

    private static void print(String name, int bytes, Work work) throws NoServerMetricsException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int result = 0;
        for (int i = 0; i < WARM; i++) {
            result = work.run();
        }
        long begin = threads.getCurrentThreadCpuTime();
        long spent = 0;
        int runs = 0;
        while (spent < MEASURED_NANOS) {
            for (int i = 0; i < 20; i++) {
                result = work.run();
            }
            runs += 20;
            spent = threads.getCurrentThreadCpuTime() - begin;
        }
        System.out.println(String.format(
                Locale.ROOT,
                "%s: %.0f MB/s (%.0f us), result %d",
                name,
                1e3 * bytes * runs / spent,
                spent / 1e3 / runs,
                result));
    }
}
