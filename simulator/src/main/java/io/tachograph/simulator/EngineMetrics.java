package io.tachograph.simulator;

import io.tachograph.schemas.avro.EngineSample;
import java.util.Arrays;
import java.util.Map;

/**
 * What one engine did, under the names of vLLM's V1 engine. All times are elapsed ones, read from the clock when
 * things happened, never those the law asked for. Not thread-safe.
 *
 * <p>Time to first token counts every request whose first token left, also one that is aborted later. The other
 * histograms of whole requests count those that ended with stop or length. The gap histogram counts every gap.
 */
final class EngineMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long[] ended = new long[FinishReason.values().length];
    private long promptTokens;
    private long generationTokens;

    private final Histogram timeToFirstToken = new Histogram(
            .001, .005, .01, .02, .04, .06, .08, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560);
    private final Histogram interToken = tokenSeconds();
    private final Histogram perOutputToken = tokenSeconds();
    private final Histogram endToEnd = requestSeconds();
    private final Histogram queueTime = requestSeconds();
    private final Histogram promptLengths;
    private final Histogram outputLengths;

    EngineMetrics(int maxModelTokens) {
        promptLengths = new Histogram(lengthBounds(maxModelTokens));
        outputLengths = new Histogram(lengthBounds(maxModelTokens));
    }

    void firstToken(Generation generation) {
        promptTokens += generation.promptTokens;
        generationTokens++;
        timeToFirstToken.observe(seconds(generation.firstTokenNanos - generation.arrivedNanos));
    }

    void laterToken(long gapNanos) {
        generationTokens++;
        interToken.observe(seconds(gapNanos));
    }

    /** A request ended with every token sent. */
    void finished(Generation generation) {
        endToEnd.observe(seconds(generation.lastTokenNanos - generation.arrivedNanos));
        queueTime.observe(seconds(generation.admittedNanos - generation.arrivedNanos));
        promptLengths.observe(generation.promptTokens);
        outputLengths.observe(generation.emitted);
        if (generation.emitted > 1) {
            double decodeSeconds = seconds(generation.lastTokenNanos - generation.firstTokenNanos);
            perOutputToken.observe(decodeSeconds / (generation.emitted - 1));
        }
    }

    /** Any request that had reached the engine is gone from it. */
    void ended(FinishReason reason) {
        ended[reason.ordinal()]++;
    }

    void writeTo(ExpositionText text) {
        counter(text, "vllm:prompt_tokens_total", "Prompt tokens processed.", promptTokens);
        counter(text, "vllm:generation_tokens_total", "Output tokens sent.", generationTokens);
        text.family("vllm:request_success_total", "counter", "Requests that left the engine, by reason.");
        for (FinishReason reason : FinishReason.values()) {
            text.sample("vllm:request_success_total", ended[reason.ordinal()], "finished_reason", reason.text());
        }
        timeToFirstToken.writeTo(text, "vllm:time_to_first_token_seconds", "Arrival to first output token.");
        interToken.writeTo(text, "vllm:inter_token_latency_seconds", "Gap between two output tokens.");
        perOutputToken.writeTo(
                text, "vllm:request_time_per_output_token_seconds", "Mean gap of one request's output tokens.");
        endToEnd.writeTo(text, "vllm:e2e_request_latency_seconds", "Arrival to last output token.");
        queueTime.writeTo(text, "vllm:request_queue_time_seconds", "Arrival to admission to the batch.");
        promptLengths.writeTo(text, "vllm:request_prompt_tokens", "Prompt tokens per request.");
        outputLengths.writeTo(text, "vllm:request_generation_tokens", "Output tokens per request.");
    }

    /** The same figures under Tachograph's canonical names. */
    void writeTo(EngineSample.Builder sample) {
        sample.setCounters(Map.of(
                "prompt_tokens", (double) promptTokens,
                "generation_tokens", (double) generationTokens,
                "requests_finished", (double) (endedBy(FinishReason.STOP) + endedBy(FinishReason.LENGTH)),
                "requests_aborted", (double) endedBy(FinishReason.ABORT),
                "requests_failed", (double) endedBy(FinishReason.ERROR)));
        sample.setHistograms(Map.of(
                "ttft", timeToFirstToken.toWire(),
                "icl", interToken.toWire(),
                "tpot", perOutputToken.toWire(),
                "e2e", endToEnd.toWire(),
                "queue_time", queueTime.toWire()));
    }

    private long endedBy(FinishReason reason) {
        return ended[reason.ordinal()];
    }

    private static void counter(ExpositionText text, String name, String help, long value) {
        text.family(name, "counter", help);
        text.sample(name, value);
    }

    private static double seconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }

    private static Histogram tokenSeconds() {
        return new Histogram(.01, .025, .05, .075, .1, .15, .2, .3, .4, .5, .75, 1, 2.5, 5, 7.5, 10, 20, 40, 80);
    }

    private static Histogram requestSeconds() {
        return new Histogram(.3, .5, .8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680);
    }

    /** 1 2 5 10 20 50 … as far as the context reaches. */
    private static double[] lengthBounds(int maxModelTokens) {
        double[] steps = {1, 2, 5};
        double[] bounds = new double[24];
        int n = 0;
        double bound = 1;
        while (bound <= maxModelTokens) {
            bounds[n++] = bound;
            bound = steps[n % 3] * Math.pow(10, Math.floorDiv(n, 3));
        }
        return Arrays.copyOf(bounds, n);
    }
}
