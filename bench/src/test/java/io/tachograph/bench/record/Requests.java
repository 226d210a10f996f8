package io.tachograph.bench.record;

import io.tachograph.client.endpoint.Details;
import io.tachograph.client.endpoint.Finished;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestId;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.avro.TokenSource;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** Requests to test with: a random run, in the order of the requests' ends. */
final class Requests {
    static {
        // Avro reads only classes that a codec has told it to trust.
        new RecordEncoder<RequestTiming>(RequestTiming.getClassSchema());
    }

    /** The clock's origin is arbitrary: this one passes zero while a run goes on. */
    static final long START = -1_000_000_123L;

    static final long MILLI = 1_000_000L;

    /** One request and where it stands; {@code at} is from the start of the run. */
    record Made(long number, long at, Finished finished) {
        RequestTiming timing() {
            return finished.record();
        }

        long sent() {
            return at - timing().getScheduledNanos();
        }

        long closed() {
            return sent() + timing().getClosedNanos();
        }

        void to(RunRecorder recorder) {
            recorder.finished(number, START + at, finished);
        }
    }

    private Requests() {}

    /** A clock that reads {@link #START} now, whatever this machine's reads. */
    static LongSupplier clock() {
        long now = System.nanoTime();
        return () -> START + (System.nanoTime() - now);
    }

    static RequestTiming.Builder blank(long number) {
        return RequestTiming.newBuilder()
                .setRequestId(new RequestId(
                        ByteBuffer.allocate(16).putLong(7).putLong(number).array()))
                .setAttempt(1)
                .setTarget("lab-vllm-atlas")
                .setCluster("lab")
                .setFramework("vllm")
                .setModel("atlas")
                .setApi("openai-chat")
                .setTenant("")
                .setOrigin(Origin.LOAD)
                .setRunId("run-1")
                .setAgent("bench")
                .setStreamed(true)
                .setPromptChars(120)
                .setSentAtMicros(1_700_000_000_000_000L + number)
                .setScheduledNanos(0)
                .setContentChunks(0)
                .setClientBound(false)
                .setTokenSource(TokenSource.NONE)
                .setStampSource(StampSource.READ);
    }

    /** Every kind of end, lags, role chunks, reasoning, single tokens; kept chunk times and texts. */
    static List<Made> random(long seed, int n, long spanNanos) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Made> made = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            made.add(one(random, i, spanNanos * i / n));
        }
        made.sort((a, b) -> Long.compare(a.closed(), b.closed()));
        return made;
    }

    private static Made one(SplittableRandom random, int number, long at) {
        RequestTiming.Builder timing = blank(number).setScheduledNanos(-random.nextLong(2 * MILLI, 3 * MILLI));
        timing.setStampSource(number % 3 > 0 ? StampSource.KERNEL : StampSource.READ);
        if (number % 9 > 0) {
            timing.setBegunNanos(-random.nextLong(2 * MILLI));
        }
        int kind = random.nextInt(20);
        if (kind == 0) {
            timing.setOutcome(Outcome.HTTP_ERROR).setHttpStatus(500).setError("boom, \"" + random.nextInt(3) + "\"\n");
            return new Made(
                    number, at, new Finished(timing.setClosedNanos(9 * MILLI).build(), Details.NONE));
        }
        if (kind == 1) {
            timing.setOutcome(Outcome.CANCELLED).setClosedNanos(30 * MILLI);
            return new Made(number, at, new Finished(timing.build(), Details.NONE));
        }
        timing.setOutcome(Outcome.OK).setHttpStatus(200).setFinishReason("stop").setInputTokens(50L + number % 7);
        if (kind == 2) {
            timing.setStreamed(false).setOutputTokens(12L).setTokenSource(TokenSource.USAGE);
            timing.setClosedNanos(random.nextLong(MILLI, 400 * MILLI));
            return new Made(number, at, new Finished(timing.build(), Details.NONE));
        }
        return streamed(random, number, at, timing);
    }

    private static Made streamed(SplittableRandom random, int number, long at, RequestTiming.Builder timing) {
        int chunks = 1 + random.nextInt(12);
        long[] times = new long[chunks];
        LatencyHistogram gaps = new LatencyHistogram();
        long now = random.nextLong(5 * MILLI, 300 * MILLI);
        for (int i = 0; i < chunks; i++) {
            times[i] = now;
            if (i > 0) {
                gaps.record(now - times[i - 1]);
            }
            now += random.nextLong(1, 80 * MILLI);
        }
        long last = times[chunks - 1];
        timing.setHeadersNanos(2 * MILLI)
                .setFirstChunkNanos(random.nextBoolean() ? times[0] : 3 * MILLI)
                .setFirstTokenNanos(times[0])
                .setFirstOutputTokenNanos(times[chunks > 3 ? 2 : 0])
                .setLastTokenNanos(last)
                .setClosedNanos(last + MILLI)
                .setContentChunks(chunks)
                .setChunkGaps(chunks > 1 ? gaps.toWire() : null)
                .setOutputTokens((long) chunks + random.nextInt(3))
                .setReasoningTokens(1L)
                .setCachedInputTokens(16L)
                .setTokensInFirstChunk(number % 5 == 0 ? 2 : null)
                .setTokenSource(TokenSource.USAGE);
        String text = "text, \"" + number + "\"\r\nnext";
        return new Made(
                number, at, new Finished(timing.build(), new Details(text, times, Map.of("queue_seconds", 0.25))));
    }
}
