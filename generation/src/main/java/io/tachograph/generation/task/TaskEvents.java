package io.tachograph.generation.task;

import io.tachograph.schemas.avro.GenerationEvent;
import io.tachograph.schemas.avro.GenerationEventKind;
import org.jspecify.annotations.Nullable;

/** Events of a task, as the API and a worker's attempt tell them. */
public final class TaskEvents {
    private final String id;
    private final int attempt;
    private final String worker;

    private TaskEvents(String id, int attempt, String worker) {
        this.id = id;
        this.attempt = attempt;
        this.worker = worker;
    }

    /** What the API tells. */
    public static TaskEvents ofApi(String id) {
        return new TaskEvents(id, 0, "");
    }

    /**
     * What an attempt tells.
     *
     * @param worker the run of the worker that makes it
     */
    public static TaskEvents ofAttempt(String id, int attempt, String worker) {
        return new TaskEvents(id, attempt, worker);
    }

    public GenerationEvent queued(String model) {
        return event(GenerationEventKind.QUEUED).setModel(model).build();
    }

    public GenerationEvent cancelRequested() {
        return event(GenerationEventKind.CANCEL_REQUESTED).build();
    }

    /** @param turnedAway attempts before this one that their targets turned away */
    public GenerationEvent started(String target, int turnedAway) {
        return event(GenerationEventKind.STARTED)
                .setTarget(target)
                .setTurnedAway(turnedAway)
                .build();
    }

    public GenerationEvent progress(String text) {
        return event(GenerationEventKind.PROGRESS).setText(text).build();
    }

    public GenerationEvent completed(
            long processingNanos, @Nullable Long promptTokens, @Nullable Long completionTokens) {
        return event(GenerationEventKind.COMPLETED)
                .setProcessingNanos(processingNanos)
                .setPromptTokens(promptTokens)
                .setCompletionTokens(completionTokens)
                .build();
    }

    /**
     * @param type one word
     * @param message one sentence, without keys and prompts
     */
    public GenerationEvent failed(long processingNanos, String type, String message) {
        return event(GenerationEventKind.FAILED)
                .setProcessingNanos(processingNanos)
                .setErrorType(type)
                .setErrorMessage(message)
                .build();
    }

    public GenerationEvent cancelled(long processingNanos) {
        return event(GenerationEventKind.CANCELLED)
                .setProcessingNanos(processingNanos)
                .build();
    }

    private GenerationEvent.Builder event(GenerationEventKind kind) {
        return GenerationEvent.newBuilder()
                .setTaskId(id)
                .setKind(kind)
                .setAttempt(attempt)
                .setWorker(worker);
    }
}
