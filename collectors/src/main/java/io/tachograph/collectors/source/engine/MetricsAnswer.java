package io.tachograph.collectors.source.engine;

import io.tachograph.client.scrape.Exposition;
import io.tachograph.client.scrape.KnownEngine;
import io.tachograph.client.scrape.MetricsText;
import io.tachograph.client.scrape.NoServerMetricsException;
import io.tachograph.client.scrape.ServerMetrics;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.HttpFailure;
import io.tachograph.collectors.source.http.Page;
import org.jspecify.annotations.Nullable;

/**
 * Understands the answer of an engine's metrics page, or says what to do about it.
 *
 * @param model whose metrics count, null for all together
 * @param engine null for any
 * @param hasKey whether a key was sent to a page that wants one
 */
record MetricsAnswer(@Nullable String model, @Nullable KnownEngine engine, boolean hasKey) {
    /** Engines have a few hundred; beyond this some label has a new value with each request. */
    static final int MOST_SERIES = 100_000;

    ServerMetrics read(Page page) throws SourceException {
        String place = HttpFailure.shown(page.url());
        refuse(page, place);
        Exposition text = MetricsText.parse(page.body(), ServerMetrics.wanted(), MOST_SERIES);
        if (text.beyondLimit() > 0) {
            throw new SourceException(
                    FailureKind.TOO_LARGE,
                    place + " has more than " + MOST_SERIES
                            + " series in the metrics that are read: some label has a new"
                            + " value with each request");
        }
        try {
            return ServerMetrics.of(text, model, engine);
        } catch (NoServerMetricsException e) {
            throw text.sampleCount() + text.skipped() == 0
                    ? new SourceException(FailureKind.MALFORMED, place + ": " + e.reason())
                    : new SourceException(
                            FailureKind.UNAVAILABLE, place + ": " + e.reason() + "; is it the right port?");
        }
    }

    private void refuse(Page page, String place) throws SourceException {
        switch (page.status()) {
            case 200 -> refuseOtherForms(page, place);
            case 401, 403 ->
                throw new SourceException(
                        FailureKind.REFUSED,
                        place + (hasKey ? " refuses the key (" : " wants a key (") + page.status()
                                + "): name where the right one is kept as api-key-env or api-key-file");
            case 404, 405, 501 ->
                throw new SourceException(
                        FailureKind.UNAVAILABLE, place + " has no metrics (" + page.status() + "): " + toDo());
            case 400 ->
                throw new SourceException(
                        FailureKind.UNAVAILABLE,
                        place
                                + " does not understand the question (400): llama.cpp as a router wants ?model=NAME behind the"
                                + " address");
            case 503 ->
                throw new SourceException(
                        FailureKind.UNAVAILABLE,
                        place + " is not ready (503): it is starting, or its engine died; see its log");
            default ->
                throw new SourceException(
                        FailureKind.UNAVAILABLE,
                        place + " answers with status " + page.status()
                                + ": see its log, or that of a proxy before it");
        }
    }

    private String toDo() {
        if (engine == null) {
            return "metrics are off: start SGLang with --enable-metrics, llama.cpp with --metrics; Ollama has none and is"
                    + " read with engine: ollama";
        }
        return switch (engine) {
            case SGLANG -> "metrics are off: start SGLang with --enable-metrics";
            case LLAMA_CPP -> "metrics are off: start llama.cpp's server with --metrics";
            case TENSORRT_LLM -> "start trtllm-serve with return_perf_metrics, its text is at /prometheus/metrics";
            case TRITON -> "Triton has them at port 8002 unless it was started with --allow-metrics=false";
            case VLLM, TGI -> "is it the right port, and the engine itself?";
        };
    }

    private static void refuseOtherForms(Page page, String place) throws SourceException {
        boolean html = page.contentType().contains("html");
        if (html || page.contentType().contains("json")) {
            throw new SourceException(
                    FailureKind.MALFORMED,
                    place
                            + (html
                                    ? " answers HTML: a web page or a proxy's login is at this address, not the engine"
                                    : " answers JSON: trtllm-serve has its text at /prometheus/metrics; if it is that, say"
                                            + " engine: tensorrt-llm"));
        }
    }
}
