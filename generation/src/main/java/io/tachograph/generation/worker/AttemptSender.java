package io.tachograph.generation.worker;

import io.tachograph.api.limit.Budgets;
import io.tachograph.api.limit.Spender;
import io.tachograph.client.endpoint.Finished;
import io.tachograph.client.endpoint.Keep;
import io.tachograph.client.endpoint.Prompt;
import io.tachograph.client.endpoint.PromptRequest;
import io.tachograph.client.endpoint.Provenance;
import io.tachograph.client.endpoint.RequestOptions;
import io.tachograph.generation.task.TaskWriter;
import io.tachograph.schemas.avro.GenerationEvent;
import io.tachograph.schemas.avro.GenerationRequest;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.metric.RequestTokens;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends attempts, and passes their answers on to Kafka as they come. On the dispatcher's thread, but for the client's calls. */
final class AttemptSender {
    /** Pieces of an answer that come within this time are one event. */
    private static final long GATHER_MILLIS = 50;
    /** A message of Kafka takes 1 MB unless it is told otherwise, and a character is three bytes at most. */
    private static final int MOST_CHARACTERS_AN_EVENT = 250_000;

    private static final int MOST_CHARACTERS_A_RESULT = 4_000_000;

    private final WorkThread thread;
    private final TaskWriter writer;
    private final Sent sent;
    private final Consumer<RunningTask> answers;
    private final Ended ended;

    /**
     * What every attempt has in common.
     *
     * @param agent name of the worker in records
     * @param timings gets the record of each attempt; it must not block
     * @param budgets charged with the tokens of each attempt
     */
    record Sent(String agent, Consumer<RequestTiming> timings, Budgets budgets) {}

    /** Hears how an attempt ended, after its whole answer was given to Kafka. */
    @FunctionalInterface
    interface Ended {
        /** @param end its last event, null when another attempt follows */
        void ended(RunningTask run, Verdict verdict, @Nullable GenerationEvent end);
    }

    /** @param answers hears of attempts of whose answer something has come, perhaps not for the first time */
    AttemptSender(WorkThread thread, TaskWriter writer, Sent sent, Consumer<RunningTask> answers, Ended ended) {
        this.thread = thread;
        this.writer = writer;
        this.sent = sent;
        this.answers = answers;
        this.ended = ended;
    }

    void send(RunningTask run, long leftNanos) {
        long now = System.nanoTime();
        GenerationRequest asked = run.task().request();
        PromptRequest request = new PromptRequest(
                UUID.fromString(asked.getTaskId()),
                run.task().attempt(),
                Prompt.of(asked.getPrompt()),
                new RequestOptions(
                        true,
                        asked.getMaxTokens(),
                        asked.getTemperature(),
                        asked.getTopP(),
                        Duration.ofNanos(Math.max(1, leftNanos)),
                        new Keep(true, false)),
                now,
                new Provenance(Origin.GATEWAY, sent.agent(), null));
        run.begun(
                run.slot()
                        .target()
                        .send(request, piece -> come(run, piece), finished -> thread.soon(() -> finish(run, finished))),
                now);
    }

    /** On a thread of the client. */
    private void come(RunningTask run, String piece) {
        boolean first = run.pieces().length() == 0;
        if (run.pieces().add(piece)) {
            thread.after(first ? 0 : GATHER_MILLIS, () -> {
                answers.accept(run);
                tell(run, false);
            });
        }
    }

    private void tell(RunningTask run, boolean all) {
        String text = run.pieces().take(all);
        if (run.isAbandoned() || run.isTooLong()) {
            return;
        }
        if (run.pieces().length() > MOST_CHARACTERS_A_RESULT) {
            run.endTooLong();
            return;
        }
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + MOST_CHARACTERS_AN_EVENT);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            CompletableFuture<Void> unused = writer.write(run.events().progress(text.substring(from, to)));
            from = to;
        }
    }

    private void finish(RunningTask run, Finished finished) {
        RequestTiming record = finished.record();
        sent.timings().accept(record);
        charge(run.task().request(), record);
        tell(run, true);
        Verdict verdict = Verdict.of(record);
        ended.ended(run, verdict, endOf(run, verdict, record));
    }

    /** Requests that were accepted by an earlier version do not say whose they are. */
    private void charge(GenerationRequest asked, RequestTiming record) {
        String tenant = asked.getTenant();
        if (tenant != null) {
            sent.budgets()
                    .spend(
                            new Spender(asked.getCallerId(), asked.getCaller(), tenant, asked.getModel()),
                            RequestTokens.of(record));
        }
    }

    private static @Nullable GenerationEvent endOf(RunningTask run, Verdict verdict, RequestTiming record) {
        long nanos = run.processingNanos();
        if (run.isTooLong()) {
            return run.events()
                    .failed(
                            nanos,
                            "ResultTooLong",
                            "The answer has more than " + MOST_CHARACTERS_A_RESULT + " characters.");
        }
        return switch (verdict.kind()) {
            case COMPLETED -> run.events().completed(nanos, record.getInputTokens(), record.getOutputTokens());
            case TRY_AGAIN, LATER -> run.isCancelled() ? run.events().cancelled(nanos) : null;
            case FAILED ->
                run.isCancelled()
                        ? run.events().cancelled(nanos)
                        : run.events().failed(nanos, verdict.errorType(), verdict.message());
        };
    }
}
