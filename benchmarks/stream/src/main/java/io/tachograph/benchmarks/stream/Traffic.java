package io.tachograph.benchmarks.stream;

import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestId;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.avro.TokenSource;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Requests of a minute, in the order in which they finished: streamed successes of 45 chunks each, so 44 gaps. The same
 * on every run. One series per target.
 */
final class Traffic {
    static final int CHUNKS = 45;
    static final long MINUTE_MICROS = 60_000_000;

    private static final long BEGIN_MICROS = 1_767_225_600_000_000L;
    private static final int SHAPES = 4_096;

    private final SplittableRandom random = new SplittableRandom(11);
    private final int targets;
    private final boolean oneIsHot;
    private final long records;
    private final LatencyHistogram[] gaps = new LatencyHistogram[SHAPES];
    private final Histogram[] wire = new Histogram[SHAPES];
    private long made;

    /** @param oneIsHot every second request goes to one and the same target */
    Traffic(int targets, boolean oneIsHot, long records) {
        this.targets = targets;
        this.oneIsHot = oneIsHot;
        this.records = records;
        for (int i = 0; i < SHAPES; i++) {
            gaps[i] = new LatencyHistogram();
            for (int gap = 1; gap < CHUNKS; gap++) {
                gaps[i].record(logNormal(12e6, 0.4));
            }
            wire[i] = gaps[i].toWire();
        }
    }

    RequestTiming next() {
        int target = oneIsHot && random.nextBoolean() ? 0 : random.nextInt(targets);
        int shape = random.nextInt(SHAPES);
        long firstToken = logNormal(200e6, 0.6);
        long lastToken = firstToken + gaps[shape].sumNanos();
        long closed = lastToken + 300_000;
        long finishedMicros = BEGIN_MICROS + made++ * MINUTE_MICROS / records;
        String cluster = "fra" + target % 20;
        String model = "atlas-" + target % 50;
        return RequestTiming.newBuilder()
                .setRequestId(new RequestId(ByteBuffer.allocate(16)
                        .putLong(random.nextLong())
                        .putLong(random.nextLong())
                        .array()))
                .setTarget(cluster + "-vllm-" + model + "-" + target)
                .setCluster(cluster)
                .setFramework("vllm")
                .setModel(model)
                .setApi("openai-chat")
                .setEngineVersion("0.30.0")
                .setOrigin(Origin.GATEWAY)
                .setAgent("agent-1")
                .setStreamed(true)
                .setPromptChars(random.nextInt(100, 900))
                .setSentAtMicros(finishedMicros - closed / 1_000)
                .setScheduledNanos(-logNormal(40e3, 0.5))
                .setHeadersNanos(firstToken / 4)
                .setFirstChunkNanos(firstToken / 3)
                .setFirstTokenNanos(firstToken)
                .setFirstOutputTokenNanos(firstToken)
                .setLastTokenNanos(lastToken)
                .setClosedNanos(closed)
                .setChunkGaps(wire[shape])
                .setOutcome(Outcome.OK)
                .setHttpStatus(200)
                .setFinishReason("stop")
                .setContentChunks(CHUNKS)
                .setInputTokens(random.nextLong(20, 800))
                .setOutputTokens((long) CHUNKS)
                .setTokenSource(TokenSource.USAGE)
                .setStampSource(StampSource.READ)
                .build();
    }

    private long logNormal(double median, double sigma) {
        return (long) (median * Math.exp(sigma * random.nextGaussian()));
    }
}
