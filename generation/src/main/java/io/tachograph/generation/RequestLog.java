package io.tachograph.generation;

import io.tachograph.api.answer.Json;
import io.tachograph.schemas.avro.GenerationEvent;
import io.tachograph.schemas.avro.GenerationRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line of JSON for each task that was accepted here, and for each that ended here; without prompts and answers. Whoever
 * configures logging says where they go: by default nowhere. Thread-safe.
 */
public final class RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private RequestLog() {}

    /** Kafka has it. */
    public static void accepted(GenerationRequest request) {
        if (LOG.isInfoEnabled()) {
            Map<String, Object> line = line(request.getTaskId(), "queued");
            line.put("model", request.getModel());
            line.put("key", request.getCaller());
            line.put("user_id", request.getUserId());
            line.put("prompt_chars", request.getPrompt().length());
            line.put("max_tokens", request.getMaxTokens());
            LOG.info("{}", Json.text(line));
        }
    }

    /** Kafka knows of its end. */
    public static void ended(GenerationEvent end) {
        if (LOG.isInfoEnabled()) {
            Map<String, Object> line =
                    line(end.getTaskId(), end.getKind().name().toLowerCase(Locale.ROOT));
            line.put("attempts", end.getAttempt());
            line.put("processing_nanos", end.getProcessingNanos());
            line.put("prompt_tokens", end.getPromptTokens());
            line.put("completion_tokens", end.getCompletionTokens());
            line.put("error_type", end.getErrorType());
            line.put("error_message", end.getErrorMessage());
            LOG.info("{}", Json.text(line));
        }
    }

    private static Map<String, Object> line(String task, String status) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("task_id", task);
        line.put("status", status);
        return line;
    }
}
