package io.tachograph.standalone.upgrade;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;

import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.EngineHistogram;
import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.windows.engine.EngineCounter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Two and a half minutes of two engines, read every five seconds; the second one starts anew after the savepoint, which
 * is in the middle of a window of ten seconds, and of one of a minute.
 */
final class EngineStream {
    private static final int SECONDS = 150;
    private static final int SAVEPOINT_SECOND = 77;
    /** So late that every window before is complete. */
    private static final int LAST_SECOND = 300;

    private final Random random = new Random(21);
    private final Arrivals arrivals = new Arrivals(22);

    RecordedRun run() {
        for (int engine = 0; engine < 2; engine++) {
            Map<String, Double> counters = new HashMap<>();
            long[] ttft = new long[4];
            for (int second = 0; second <= SECONDS; second += 5) {
                if (engine == 1 && second == 95) {
                    counters.clear();
                    ttft = new long[4];
                }
                for (EngineCounter counter : EngineCounter.values()) {
                    counters.merge(counter.key(), (double) random.nextInt(5_000), Double::sum);
                }
                ttft[random.nextInt(4)] += random.nextInt(20);
                read(engine, second, counters, ttft);
            }
            read(engine, LAST_SECOND, counters, ttft);
        }
        for (int second : new int[] {20, 120}) {
            arrivals.other(millis(second), Sent.garbage(Topics.ENGINE_SAMPLES, 1, new byte[] {1, 2, 3}));
        }
        return arrivals.savepointAt(millis(SAVEPOINT_SECOND));
    }

    private void read(int engine, int second, Map<String, Double> counters, long[] ttft) {
        double values = 0;
        for (int bucket = 0; bucket < ttft.length; bucket++) {
            values += ttft[bucket] * bucket / 10.0;
        }
        EngineHistogram histogram =
                new EngineHistogram(List.of(0.1, 0.2, 0.4), List.of(ttft[0], ttft[1], ttft[2], ttft[3]), values);
        arrivals.reading(
                Topics.ENGINE_SAMPLES,
                engine,
                millis(second),
                EngineSample.newBuilder()
                        .setTarget("t-" + engine)
                        .setEngine("vllm")
                        .setEngineVersion(second < 95 ? "0.30" : "0.31")
                        .setAgent("test")
                        .setAtMicros(millis(second) * 1_000)
                        .setGauges(Map.of(
                                "running", (double) random.nextInt(40),
                                "waiting", (double) random.nextInt(9),
                                "kv_cache_usage", random.nextInt(101) / 100.0))
                        .setCounters(Map.copyOf(counters))
                        .setHistograms(Map.of("ttft", histogram))
                        .build());
    }

    private static long millis(int second) {
        return MIDNIGHT_MILLIS + second * 1_000L;
    }
}
