package io.tachograph.generation.http;

import io.tachograph.generation.task.TaskState;
import io.tachograph.generation.task.TaskStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tasks as JSON. Times are seconds. */
final class TaskRepresentation {
    private TaskRepresentation() {}

    /** Of {@code /status}: how it is. */
    static Map<String, Object> status(TaskState task) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", task.status().text());
        body.put("task_id", task.id());
        body.put("message", message(task));
        body.put("attempts", task.attempt());
        return body;
    }

    private static String message(TaskState task) {
        if (task.status() == TaskStatus.FAILED) {
            return task.status().message() + ": " + task.errorMessage();
        }
        return task.cancelRequested() && !task.status().isEnd()
                ? "Task is being cancelled"
                : task.status().message();
    }

    /** Of {@code /result}: the answer and its metrics, or why there is none, or how it is. */
    static Map<String, Object> result(TaskState task, String answer) {
        return switch (task.status()) {
            case COMPLETED -> completed(task, answer);
            case FAILED -> error(task, String.valueOf(task.errorMessage()), String.valueOf(task.errorType()));
            case CANCELLED -> error(task, task.status().message(), "Cancelled");
            case QUEUED, PROCESSING -> status(task);
        };
    }

    private static Map<String, Object> completed(TaskState task, String answer) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", task.status().text());
        body.put("task_id", task.id());
        body.put("result", answer);
        body.put("metrics", metrics(task));
        body.put("attempts", task.attempt());
        return body;
    }

    private static Map<String, Object> error(TaskState task, String message, String type) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", "error");
        body.put("task_id", task.id());
        body.put("error_message", message);
        body.put("error_type", type);
        body.put("attempts", task.attempt());
        return body;
    }

    /** An event of {@code /stream}: how it is, the next piece of the answer, and at the end all that {@code /result} says. */
    static Map<String, Object> event(TaskState task, String delta, String answer) {
        Map<String, Object> body = status(task);
        if (!delta.isEmpty()) {
            body.put("delta", delta);
        }
        if (task.status().isEnd()) {
            result(task, answer).forEach(body::putIfAbsent);
        }
        return body;
    }

    private static Map<String, Object> metrics(TaskState task) {
        double waited = (task.startedAt() - task.queuedAt()) / 1e3;
        double processed = task.processingNanos() / 1e9;
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("queue_wait_time", rounded(waited, 1e3));
        metrics.put("processing_time", rounded(processed, 1e3));
        metrics.put("total_time", rounded(waited + processed, 1e3));
        metrics.put("prompt_tokens", task.promptTokens());
        metrics.put("completion_tokens", task.completionTokens());
        metrics.put("tokens_per_second", perSecond(task.completionTokens(), processed));
        return metrics;
    }

    private static @Nullable Double perSecond(@Nullable Long tokens, double seconds) {
        return tokens == null || seconds <= 0 ? null : rounded(tokens / seconds, 1e2);
    }

    private static double rounded(double value, double places) {
        return Math.round(value * places) / places;
    }
}
