package io.tachograph.generation.task;

import java.util.Locale;

/** State of a task, as the API shows it. */
public enum TaskStatus {
    QUEUED("Your request is waiting in the queue"),
    PROCESSING("Task is currently being processed"),
    COMPLETED("Task completed successfully"),
    FAILED("Task failed"),
    CANCELLED("Task was cancelled");

    private final String message;

    TaskStatus(String message) {
        this.message = message;
    }

    /** As the API names it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For a person. */
    public String message() {
        return message;
    }

    /** Whether it is a final state. */
    public boolean isEnd() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
