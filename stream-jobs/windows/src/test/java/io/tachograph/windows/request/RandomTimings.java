package io.tachograph.windows.request;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static io.tachograph.windows.RequestTimings.failure;
import static io.tachograph.windows.RequestTimings.success;

import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.avro.TokenSource;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Records of every kind: true ones, ones that contradict themselves, absent and extreme values. */
final class RandomTimings {
    private static final String[] NAMES = {
        "lab-vllm-atlas-8b",
        "",
        " ",
        "größe-模型-😀",
        "x".repeat(256),
        "x".repeat(257),
        "\u20ac".repeat(90),
        "a\u0000b",
        "v\u001f"
    };
    private static final long[] EXTREMES = {
        Long.MIN_VALUE, Long.MAX_VALUE, -1, 0, 1, Integer.MIN_VALUE, Integer.MAX_VALUE, 604_800_000_000_001L
    };

    private final SplittableRandom random;

    RandomTimings(long seed) {
        random = new SplittableRandom(seed);
    }

    RequestTiming next() {
        RequestTiming.Builder timing = random.nextInt(4) == 0
                ? failure(random.nextLong(), MIDNIGHT_MILLIS + random.nextInt(100_000))
                : success(random.nextLong(), MIDNIGHT_MILLIS + random.nextInt(100_000));
        timing.setTarget("lab-vllm-" + random.nextInt(5))
                .setOrigin(Origin.values()[random.nextInt(Origin.values().length)])
                .setPromptChars(random.nextBoolean() ? null : (Integer) random.nextInt(60_000))
                .setReasoningTokens(optional(random.nextInt(40)))
                .setCachedInputTokens(optional(random.nextInt(40)))
                .setTokensInFirstChunk(random.nextBoolean() ? null : (Integer) random.nextInt(4))
                .setRunId(random.nextBoolean() ? null : "run")
                .setRetryAfterMillis(optional(1_000))
                .setError(random.nextBoolean() ? null : "HTTP 500")
                .setBegunNanos(optional(-random.nextInt(1_000_000)))
                .setClientBound(random.nextBoolean());
        if (random.nextBoolean()) {
            timing.setChunkGaps(gaps().toWire());
        }
        timing.setStampSource(random.nextBoolean() ? StampSource.KERNEL : StampSource.READ);
        // Half of them as a collector writes them; the others with one to three things wrong or odd.
        for (int i = random.nextInt(2) * (1 + random.nextInt(3)); i > 0; i--) {
            spoil(timing);
        }
        return timing.build();
    }

    private LatencyHistogram gaps() {
        LatencyHistogram gaps = new LatencyHistogram();
        for (int i = random.nextInt(60); i > 0; i--) {
            gaps.record(random.nextInt(10) == 0 ? 0 : random.nextLong(1L << random.nextInt(1, 62)));
        }
        return gaps;
    }

    private void spoil(RequestTiming.Builder timing) {
        switch (random.nextInt(20)) {
            case 0 -> timing.setTarget(name());
            case 1 -> timing.setModel(name());
            case 2 -> timing.setCluster(name());
            case 3 -> timing.setFramework(name());
            case 4 -> timing.setTenant(name());
            case 5 -> timing.setEngineVersion(random.nextBoolean() ? null : name());
            case 6 -> timing.setAttempt((int) extreme());
            case 7 -> timing.setSentAtMicros(extreme());
            case 8 -> timing.setScheduledNanos(extreme());
            case 9 -> timing.setClosedNanos(extreme());
            case 10 -> timing.setHeadersNanos(optional(extreme()));
            case 11 -> timing.setFirstChunkNanos(optional(extreme()));
            case 12 -> timing.setFirstTokenNanos(optional(extreme()));
            case 13 -> timing.setFirstOutputTokenNanos(optional(extreme()));
            case 14 -> timing.setLastTokenNanos(optional(extreme()));
            case 15 -> timing.setInputTokens(extreme());
            case 16 -> timing.setOutputTokens(optional(extreme()));
            case 17 -> timing.setPromptChars((int) extreme());
            case 18 -> timing.setStreamed(false).setOutcome(Outcome.OK).setTokenSource(TokenSource.CHUNKS);
            default -> timing.setChunkGaps(badGaps());
        }
    }

    private Histogram badGaps() {
        List<Integer> indexes = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            indexes.add(random.nextInt(-960, 1_062));
            if (random.nextInt(9) > 0) {
                counts.add(random.nextLong(-1, 4));
            }
        }
        return new Histogram(
                random.nextInt(3) == 0 ? extreme() : random.nextLong(4),
                extreme(),
                random.nextLong(2),
                random.nextLong(3),
                random.nextLong(-1, 2),
                indexes,
                counts);
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    private long extreme() {
        return EXTREMES[random.nextInt(EXTREMES.length)];
    }

    private @Nullable Long optional(long value) {
        return random.nextBoolean() ? value : null;
    }
}
