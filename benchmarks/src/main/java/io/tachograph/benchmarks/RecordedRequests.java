package io.tachograph.benchmarks;

import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestId;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.avro.TokenSource;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSamples;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Streamed successes of one target, each a record of about 290 bytes; the same on every run. */
final class RecordedRequests {
    private static final long FIRST_SENT_AT_MICROS = 1_767_225_600_000_000L;
    static final int CHUNKS = 200;

    private RecordedRequests() {}

    static RequestTiming[] timings(int n) {
        SplittableRandom random = new SplittableRandom(2);
        RequestTiming[] timings = new RequestTiming[n];
        for (int i = 0; i < n; i++) {
            timings[i] = timing(random, FIRST_SENT_AT_MICROS + i * 1_000L);
        }
        return timings;
    }

    static byte[][] encoded(int n) {
        RecordEncoder<RequestTiming> encoder = new RecordEncoder<>(RequestTiming.getClassSchema());
        byte[][] encoded = new byte[n][];
        RequestTiming[] timings = timings(n);
        for (int i = 0; i < n; i++) {
            encoded[i] = encoder.encode(timings[i]);
        }
        return encoded;
    }

    static RequestSample[] samples(int n) {
        RequestSample[] samples = new RequestSample[n];
        RequestTiming[] timings = timings(n);
        for (int i = 0; i < n; i++) {
            try {
                samples[i] = RequestSamples.of(timings[i], 0, i);
            } catch (InvalidRecordException e) {
                throw new IllegalStateException("a made-up request contradicts itself", e);
            }
        }
        return samples;
    }

    private static RequestTiming timing(SplittableRandom random, long sentAtMicros) {
        long firstToken = Latencies.logNormal(random, 200e6, 0.6);
        LatencyHistogram gaps = new LatencyHistogram();
        for (long gap : Latencies.chunkGapNanos(random, CHUNKS - 1)) {
            gaps.record(gap);
        }
        long lastToken = firstToken + gaps.sumNanos();
        return RequestTiming.newBuilder()
                .setRequestId(new RequestId(ByteBuffer.allocate(16)
                        .putLong(random.nextLong())
                        .putLong(random.nextLong())
                        .array()))
                .setTarget("fra1-vllm-atlas-8b-instruct")
                .setCluster("fra1")
                .setFramework("vllm")
                .setModel("atlas-8b-instruct")
                .setApi("openai-chat")
                .setEngineVersion("0.30.0")
                .setTenant("research")
                .setOrigin(Origin.PROBE)
                .setAgent("agent-1")
                .setStreamed(true)
                .setPromptChars(random.nextInt(100, 3_000))
                .setSentAtMicros(sentAtMicros)
                .setScheduledNanos(-Latencies.logNormal(random, 40e3, 0.5))
                .setHeadersNanos(firstToken / 4)
                .setFirstChunkNanos(firstToken / 3)
                .setFirstTokenNanos(firstToken)
                .setFirstOutputTokenNanos(firstToken)
                .setLastTokenNanos(lastToken)
                .setClosedNanos(lastToken + 300_000)
                .setChunkGaps(gaps.toWire())
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
}
