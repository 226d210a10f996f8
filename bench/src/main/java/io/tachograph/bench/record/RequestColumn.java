package io.tachograph.bench.record;

import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.metric.LatencyMetric;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One value of a request as files name it.
 *
 * @param name what it is called in {@code requests.jsonl} and {@code requests.csv}
 * @param kind how it is written
 * @param value a Long for {@link Kind#SECONDS} (nanoseconds) and {@link Kind#NUMBER}, a Boolean, or a text; null for none
 */
record RequestColumn(String name, Kind kind, Function<RequestView, @Nullable Object> value) {
    enum Kind {
        TEXT,
        NUMBER,
        SECONDS,
        FLAG
    }

    /** In the order of the files; see docs/results.md. */
    static final List<RequestColumn> ALL = List.of(
            number("number", request -> request.number),
            text("request_id", request -> uuid(request.record)),
            number("attempt", request -> (long) request.record.getAttempt()),
            text("run_id", request -> request.record.getRunId()),
            text("target", request -> request.record.getTarget()),
            text("model", request -> request.record.getModel()),
            text("api", request -> request.record.getApi()),
            text("phase", request -> request.phase.key()),
            text("outcome", request -> request.record.getOutcome().name()),
            number("http_status", request -> toLong(request.record.getHttpStatus())),
            text("error", request -> request.record.getError()),
            text("finish_reason", request -> request.record.getFinishReason()),
            seconds("retry_after_seconds", request -> ofMillis(request.record.getRetryAfterMillis())),
            flag("client_bound", request -> request.record.getClientBound()),
            flag("streamed", request -> request.record.getStreamed()),
            number("sent_at_micros", request -> request.record.getSentAtMicros()),
            seconds("scheduled_seconds", request -> request.scheduledNanos),
            seconds("sent_seconds", request -> request.sentNanos),
            seconds("closed_seconds", request -> request.closedNanos),
            seconds("headers_seconds", request -> request.record.getHeadersNanos()),
            metric(LatencyMetric.LAG),
            metric(LatencyMetric.CONNECT),
            metric(LatencyMetric.TTFT),
            metric(LatencyMetric.TTFT_SCHEDULED),
            metric(LatencyMetric.TTFT_FIRST_CHUNK),
            metric(LatencyMetric.TTFO),
            metric(LatencyMetric.TPOT),
            seconds("icl_mean_seconds", request -> meanGap(request.record.getChunkGaps())),
            seconds("icl_max_seconds", request -> maxGap(request.record.getChunkGaps())),
            metric(LatencyMetric.E2E),
            metric(LatencyMetric.E2E_SCHEDULED),
            number("content_chunks", request -> (long) request.record.getContentChunks()),
            number("prompt_chars", request -> toLong(request.record.getPromptChars())),
            number("input_tokens", request -> request.record.getInputTokens()),
            number("cached_input_tokens", request -> request.record.getCachedInputTokens()),
            number("output_tokens", request -> request.record.getOutputTokens()),
            number("reasoning_tokens", request -> request.record.getReasoningTokens()),
            number("tokens_in_first_chunk", request -> toLong(request.record.getTokensInFirstChunk())),
            text("token_source", request -> request.record.getTokenSource().name()),
            text("stamp_source", request -> request.record.getStampSource().name()),
            text("text", request -> request.details.text()));

    private static RequestColumn text(String name, Function<RequestView, @Nullable Object> value) {
        return new RequestColumn(name, Kind.TEXT, value);
    }

    private static RequestColumn number(String name, Function<RequestView, @Nullable Object> value) {
        return new RequestColumn(name, Kind.NUMBER, value);
    }

    private static RequestColumn seconds(String name, Function<RequestView, @Nullable Object> nanos) {
        return new RequestColumn(name, Kind.SECONDS, nanos);
    }

    private static RequestColumn flag(String name, Function<RequestView, @Nullable Object> value) {
        return new RequestColumn(name, Kind.FLAG, value);
    }

    private static RequestColumn metric(LatencyMetric metric) {
        return seconds(metric.key() + "_seconds", request -> {
            long nanos = request.nanos(metric);
            return nanos < 0 ? null : nanos;
        });
    }

    private static String uuid(RequestTiming record) {
        ByteBuffer bytes = ByteBuffer.wrap(record.getRequestId().bytes());
        return new UUID(bytes.getLong(0), bytes.getLong(8)).toString();
    }

    private static @Nullable Long toLong(@Nullable Integer value) {
        return value == null ? null : value.longValue();
    }

    private static @Nullable Long ofMillis(@Nullable Long millis) {
        return millis == null ? null : millis * 1_000_000;
    }

    private static @Nullable Long meanGap(@Nullable Histogram gaps) {
        return gaps == null || gaps.getCount() == 0 ? null : gaps.getSumNanos() / gaps.getCount();
    }

    private static @Nullable Long maxGap(@Nullable Histogram gaps) {
        return gaps == null || gaps.getCount() == 0 ? null : gaps.getMaxNanos();
    }
}
