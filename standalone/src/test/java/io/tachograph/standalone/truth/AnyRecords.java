package io.tachograph.standalone.truth;

import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.ContainerSample;
import io.tachograph.schemas.avro.EngineHistogram;
import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.GpuAssignment;
import io.tachograph.schemas.avro.GpuSample;
import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.avro.InventoryModel;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.codec.TrustedRecords;
import io.tachograph.windows.RequestTimings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records that fit their schemas and are otherwise anything: every outcome, stamps that are absent, negative or huge,
 * windows that are empty, numbers that are none.
 */
final class AnyRecords {
    static {
        // Builders copy their defaults, before any codec has seen a record.
        TrustedRecords.register();
    }

    private static final long MILLI = 1_000_000;
    private static final long[] LONGS = {
        0, 1, -1, 5 * MILLI, 90 * MILLI, 3_000 * MILLI, 1L << 53, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE / 3
    };
    private static final double[] DOUBLES = {
        0,
        -0.0,
        1,
        0.5,
        -1,
        300,
        1e300,
        Double.MIN_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    private final Random random;
    private final long startMillis;
    private long requests;

    /** @param startMillis events are in the five minutes from then on */
    AnyRecords(long seed, long startMillis) {
        this.random = new Random(seed);
        this.startMillis = startMillis;
    }

    /** A record of anything, with the topic that it belongs on. */
    Map.Entry<Topic, SpecificRecord> next() {
        return switch (random.nextInt(9)) {
            case 0 -> Map.entry(Topics.GPU_SAMPLES, gpu());
            case 1 -> Map.entry(Topics.ENGINE_SAMPLES, engine());
            case 2 -> Map.entry(Topics.INVENTORY, assignment());
            case 3 -> Map.entry(Topics.REQUEST_WINDOWS, window());
            case 4 -> Map.entry(Topics.CONTAINER_SAMPLES, container());
            case 5 -> Map.entry(Topics.INVENTORY, model());
            case 6 -> Map.entry(Topics.EVENTS, event());
            default -> Map.entry(Topics.REQUEST_TIMINGS, request());
        };
    }

    private RequestTiming request() {
        Outcome outcome = any(Outcome.values());
        RequestTiming.Builder timing = RequestTimings.success(requests++, atMillis())
                .setTarget("target-" + random.nextInt(4))
                .setEngineVersion(random.nextInt(5) == 0 ? null : "1." + random.nextInt(2))
                .setOrigin(any(Origin.values()))
                .setOutcome(outcome)
                .setModel(outcome == Outcome.CANCELLED ? "all-cancelled" : "model-" + random.nextInt(3))
                .setStreamed(random.nextBoolean());
        if (random.nextInt(3) > 0) {
            timing.setPromptChars(orNull((int) number()))
                    .setHeadersNanos(orNull(number()))
                    .setFirstChunkNanos(orNull(number()))
                    .setFirstTokenNanos(orNull(number()))
                    .setFirstOutputTokenNanos(orNull(number()))
                    .setLastTokenNanos(orNull(number()))
                    .setInputTokens(orNull(number()))
                    .setCachedInputTokens(orNull(number()))
                    .setOutputTokens(orNull(number()))
                    .setTokensInFirstChunk(orNull((int) number()))
                    .setChunkGaps(orNull(histogram()));
        }
        if (random.nextInt(10) == 0) {
            timing.setClosedNanos(number()).setScheduledNanos(number());
        }
        return timing.build();
    }

    private RequestWindow window() {
        int length = random.nextBoolean() ? 10_000 : 60_000;
        Map<String, Long> outcomes = new HashMap<>();
        Map<String, Histogram> latencies = new HashMap<>();
        for (Outcome outcome : Outcome.values()) {
            if (random.nextInt(4) == 0) {
                outcomes.put(
                        outcome.name().toLowerCase(Locale.ROOT),
                        random.nextInt(10) == 0 ? number() : random.nextInt(100));
            }
        }
        long requests = outcomes.values().stream().mapToLong(n -> n).sum();
        for (String metric : List.of("ttft", "tpot", "e2e", "icl")) {
            if (random.nextBoolean()) {
                latencies.put(metric, histogram());
            }
        }
        return RequestWindow.newBuilder()
                .setTarget("target-" + random.nextInt(4))
                .setCluster("c")
                .setFramework("f")
                .setModel("model-" + random.nextInt(3))
                .setEngineVersion("1." + random.nextInt(2))
                .setOrigin(Origin.PROBE)
                .setPromptBand("short")
                .setStreamed(random.nextBoolean())
                .setWindowStartMillis(Math.floorDiv(atMillis(), length) * length)
                .setResolutionMillis(length)
                .setMeasuredFromOffsetMillis(random.nextInt(length / 2))
                .setMeasuredToOffsetMillis(random.nextInt(length))
                .setEpoch(random.nextInt(2))
                .setRevision(random.nextInt(3))
                .setComplete(random.nextBoolean())
                .setRequests(random.nextInt(4) == 0 ? number() : requests)
                .setOutcomes(outcomes)
                .setDuplicates(0)
                .setInputTokens(random.nextInt(4) == 0 ? number() : random.nextInt(1_000))
                .setCachedInputTokens(random.nextInt(4) == 0 ? number() : random.nextInt(1_000))
                .setOutputTokens(random.nextInt(4) == 0 ? number() : random.nextInt(1_000))
                .setLatencies(latencies)
                .build();
    }

    private GpuSample gpu() {
        return GpuSample.newBuilder()
                .setGpu("GPU-" + random.nextInt(3))
                .setNode("node")
                .setAgent("test")
                .setAtMicros(atMillis() * 1_000)
                .setIndex(orNull((int) number()))
                .setPowerWatts(orNull(fraction()))
                .setEnergyMillijoules(orNull(number()))
                .setUtilization(orNull(fraction()))
                .setMemoryUsedBytes(orNull(number()))
                .setMemoryTotalBytes(orNull(number()))
                .setTemperatureCelsius(orNull(fraction()))
                .setSmClockMhz(orNull((int) number()))
                .setThrottleReasons(orNull(number()))
                .build();
    }

    private EngineSample engine() {
        int buckets = random.nextInt(3);
        List<Double> bounds = new ArrayList<>();
        List<Long> counts = new ArrayList<>(List.of(number()));
        for (int i = 0; i < buckets; i++) {
            bounds.add(random.nextBoolean() ? i + 1.0 : fraction());
            counts.add(random.nextBoolean() ? 3 : number());
        }
        return EngineSample.newBuilder()
                .setTarget("target-" + random.nextInt(4))
                .setEngine("vllm")
                .setEngineVersion("1." + random.nextInt(2))
                .setAgent("test")
                .setAtMicros(atMillis() * 1_000)
                .setGauges(random.nextBoolean() ? Map.of() : Map.of("running", fraction(), "unheard of", fraction()))
                .setCounters(random.nextBoolean() ? Map.of() : Map.of("generation_tokens", fraction()))
                .setHistograms(Map.of("ttft", new EngineHistogram(bounds, counts, fraction())))
                .build();
    }

    private ContainerSample container() {
        return ContainerSample.newBuilder()
                .setId(name("c-"))
                .setName(name("container-"))
                .setNode("node")
                .setAgent("test")
                .setAtMicros(atMillis() * 1_000)
                .setStartedAtMicros(orNull(number()))
                .setTarget(orNull(name("target-")))
                .setCpuNanos(orNull(number()))
                .setCpuLimitCores(orNull(fraction()))
                .setMemoryUsedBytes(orNull(number()))
                .setMemoryLimitBytes(orNull(number()))
                .setPids(orNull(number()))
                .build();
    }

    private InventoryModel model() {
        return InventoryModel.newBuilder()
                .setModel(name("model-"))
                .setSource("test")
                .setTarget(orNull(name("target-")))
                .setSizeBytes(orNull(number()))
                .setMaxLength(orNull((int) number()))
                .setFacts(Map.of(name("fact-"), name("value-")))
                .setAgent("test")
                .setAssertedAtMicros(random.nextInt(3) == 0 ? number() : atMillis() * 1_000)
                .setEndedAtMicros(orNull(number()))
                .build();
    }

    private Event event() {
        return Event.newBuilder()
                .setId(random.nextBoolean() ? "" : name("id-"))
                .setKind(name("kind-"))
                .setSubject(name("target-"))
                .setStartedAtMicros(random.nextInt(3) == 0 ? number() : atMillis() * 1_000)
                .setEndedAtMicros(orNull(random.nextInt(3) == 0 ? number() : atMillis() * 1_000))
                .setText(name("text "))
                .setTags(List.of(name("tag-")))
                .setSource("test")
                .setAssertedAtMicros(atMillis() * 1_000)
                .build();
    }

    private String name(String prefix) {
        return switch (random.nextInt(20)) {
            case 0 -> "";
            case 1 -> prefix.repeat(1_000);
            case 2 -> prefix + '\0' + "\u0001";
            case 3 -> prefix + "\ud83d\ude00 \\ \" ',{}";
            default -> prefix + random.nextInt(3);
        };
    }

    private GpuAssignment assignment() {
        return GpuAssignment.newBuilder()
                .setGpu("GPU-" + random.nextInt(3))
                .setTarget("target-" + random.nextInt(4))
                .setValidFromMicros(random.nextInt(3) == 0 ? number() : atMillis() * 1_000)
                .setValidToMicros(orNull(random.nextInt(3) == 0 ? number() : atMillis() * 1_000))
                .setAssertedAtMicros(random.nextInt(3) == 0 ? number() : atMillis() * 1_000)
                .setSource("config")
                .setExpiresAtMicros(orNull(number()))
                .build();
    }

    private Histogram histogram() {
        if (random.nextInt(3) == 0) {
            return new Histogram(
                    number(), number(), number(), number(), number(), List.of(random.nextInt()), List.of(number()));
        }
        long value = 1L + random.nextInt(1_000_000_000);
        int bucket = (int) Math.ceil(Math.log(value / 1e9) / Math.log(2) * 32) - 1;
        return new Histogram(1L, value, value, value, 0L, List.of(bucket), List.of(1L));
    }

    private long atMillis() {
        return startMillis + random.nextInt(300_000);
    }

    private long number() {
        return LONGS[random.nextInt(LONGS.length)];
    }

    private double fraction() {
        return DOUBLES[random.nextInt(DOUBLES.length)];
    }

    private <T> @Nullable T orNull(T value) {
        return random.nextInt(3) == 0 ? null : value;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
