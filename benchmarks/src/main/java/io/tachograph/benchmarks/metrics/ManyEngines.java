package io.tachograph.benchmarks.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.engine.EngineSettings;
import io.tachograph.collectors.source.engine.EngineSourceKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Reads many engines every ten seconds, spread evenly, and prints what each round cost: PORT ENGINES ROUNDS. */
public final class ManyEngines {
    private static final long ROUND_NANOS = 10_000_000_000L;

    private final List<Source> sources;
    private final long[] tookNanos;
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    private ManyEngines(int port, int engines) {
        EngineSourceKind kind = new EngineSourceKind();
        SourceContext context =
                new SourceContext("benchmark", "here", WallClock.ofProcess(), new DiscoveredTargets(), name -> null);
        sources = IntStream.range(0, engines)
                .mapToObj(i -> kind.open(
                                new EngineSettings(
                                        "http://127.0.0.1:" + port + "/" + i,
                                        "engine-" + i,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null),
                                context)
                        .get(0)
                        .source())
                .toList();
        tookNanos = new long[engines];
    }

    public static void main(String[] arguments) throws IOException {
        ManyEngines many = new ManyEngines(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        for (int round = 1; round <= Integer.parseInt(arguments[2]); round++) {
            System.out.println("round " + round + ": " + many.round());
        }
    }

    private String round() throws IOException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long begin = System.nanoTime();
        records.set(0);
        failures.set(0);
        long late = 0;
        for (int i = 0; i < sources.size(); i++) {
            long due = begin + ROUND_NANOS * i / sources.size();
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            late = Math.max(late, System.nanoTime() - due);
            read(i, due);
        }
        for (long now = System.nanoTime(); now < begin + ROUND_NANOS; now = System.nanoTime()) {
            LockSupport.parkNanos(begin + ROUND_NANOS - now);
        }
        double share = (system.getProcessCpuTime() - cpu) / (double) (System.nanoTime() - begin);
        long[] sorted = tookNanos.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%d records, %d failures, CPU %.1f %% of a core, begun at most %.1f ms late, done after p50 %.1f ms, p99 %.1f"
                        + " ms, %s",
                records.get(),
                failures.get(),
                100 * share,
                late / 1e6,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                resident());
    }

    private void read(int i, long due) {
        sources.get(i).read(record -> records.incrementAndGet()).whenComplete((done, failure) -> {
            tookNanos[i] = System.nanoTime() - due;
            if (failure != null) {
                failures.incrementAndGet();
            }
        });
    }

    private static String resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .map(line -> line.replaceAll("\\s+", " "))
                .findFirst()
                .orElse("");
    }
}
