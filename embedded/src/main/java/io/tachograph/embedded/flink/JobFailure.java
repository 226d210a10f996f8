package io.tachograph.embedded.flink;

import java.time.Instant;

/**
 * What made a job restart.
 *
 * @param at when, by the wall clock
 * @param task Flink's name of the task that failed, empty where none of them did but the job as a whole
 * @param cause as the task threw it, the first of several
 */
public record JobFailure(Instant at, String task, Throwable cause) {
    /** The exception that began it. */
    public Throwable root() {
        return rootOf(cause);
    }

    /**
     * Failures of one kind are of the same class, thrown at the same place. Messages are left out: they name the record,
     * the address or the time.
     */
    public String kind() {
        return type() + place();
    }

    /** Name of the root's class. */
    public String type() {
        return root() instanceof ToldFailure told
                ? told.type()
                : root().getClass().getName();
    }

    /** {@link #type} without its package. */
    public String simpleType() {
        return type().replaceFirst(".*[.$]", "");
    }

    /** Where the root was thrown, {@code " at class.method, line"}; empty when nobody knows. */
    public String place() {
        if (root() instanceof ToldFailure told) {
            return told.place();
        }
        StackTraceElement[] stack = root().getStackTrace();
        return stack.length == 0 ? "" : " at " + stack[0];
    }

    /** The first line of the root's message with its class. */
    public String sentence() {
        String message = root().getMessage();
        String name = simpleType();
        return message == null || message.isBlank()
                ? name + place()
                : name + ": " + message.lines().findFirst().orElse("");
    }

    static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !root.getCause().equals(root)) {
            root = root.getCause();
        }
        return root;
    }
}
