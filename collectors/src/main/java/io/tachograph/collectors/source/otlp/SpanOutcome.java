package io.tachograph.collectors.source.otlp;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.tachograph.client.endpoint.FinishReason;
import io.tachograph.schemas.avro.Outcome;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended, as its span tells it.
 *
 * @param httpStatus null where the span has none
 * @param error what kind of error it was; never the sentence of its status, which may quote a prompt
 */
record SpanOutcome(
        Outcome outcome,
        @Nullable Integer httpStatus,
        @Nullable String error) {
    private static final int MOST_CHARS = 100;

    static SpanOutcome of(Span span, SpanAttributes attributes) {
        String type = attributes.text(SpanAttributes.ERROR);
        Integer status = httpStatus(attributes);
        if (type == null && span.getStatus().getCode() != Status.StatusCode.STATUS_CODE_ERROR) {
            String failure = failure(attributes.texts(SpanAttributes.FINISH_REASONS));
            return failure == null
                    ? new SpanOutcome(Outcome.OK, status, null)
                    : new SpanOutcome(Outcome.STREAM_ERROR, status, "finish reason " + shown(failure));
        }
        String error = type == null ? "the span says no more than that it failed" : shown(type);
        return new SpanOutcome(failed(type == null ? "" : type.toLowerCase(Locale.ROOT), status), status, error);
    }

    /** A status of its own, or one that is the type of the error, as the conventions want it. */
    private static @Nullable Integer httpStatus(SpanAttributes attributes) {
        Long status = attributes.count(599, SpanAttributes.HTTP_STATUS, SpanAttributes.ERROR);
        return status == null || status < 100 ? null : status.intValue();
    }

    private static @Nullable String failure(List<String> reasons) {
        return reasons.stream()
                .filter(reason -> FinishReason.of(reason) == FinishReason.FAILURE)
                .findFirst()
                .orElse(null);
    }

    /** Names of exceptions differ by library, but say what happened; one that does not is of no known kind. */
    private static Outcome failed(String type, @Nullable Integer status) {
        if ((status != null && status == 429) || type.contains("ratelimit") || type.contains("rate_limit")) {
            return Outcome.RATE_LIMITED;
        }
        if (status != null && status >= 400) {
            return Outcome.HTTP_ERROR;
        }
        if (type.contains("timeout") || type.contains("timed_out") || type.contains("deadline")) {
            return Outcome.TIMEOUT;
        }
        if (type.contains("cancel") || type.contains("generatorexit")) {
            return Outcome.CANCELLED;
        }
        return type.contains("connect") ? Outcome.CONNECT_ERROR : Outcome.UNKNOWN;
    }

    private static String shown(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .limit(MOST_CHARS)
                .forEach(point -> line.appendCodePoint(Character.isISOControl(point) ? ' ' : point));
        return line.toString();
    }
}
