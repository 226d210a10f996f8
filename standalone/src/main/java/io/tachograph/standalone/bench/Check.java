package io.tachograph.standalone.bench;

import io.tachograph.collectors.target.Attempt;
import io.tachograph.collectors.target.Finished;
import io.tachograph.collectors.target.PromptRequest;
import io.tachograph.collectors.target.Provenance;
import io.tachograph.collectors.target.RequestIds;
import io.tachograph.collectors.target.RequestOptions;
import io.tachograph.collectors.target.Target;
import io.tachograph.collectors.workload.Conversation;
import io.tachograph.collectors.workload.Workload;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One request before a run, which counts nowhere: whether the target can be reached and speaks the API. */
final class Check {
    private Check() {}

    static void of(Target target, Workload workload, RequestOptions options)
            throws BenchException, InterruptedException {
        Conversation conversation = workload.next();
        Conversation.Turn turn = conversation == null ? null : conversation.next(null);
        if (turn == null) {
            throw new BenchException(ExitCode.MISUSED, "the workload holds no request");
        }
        CompletableFuture<Finished> finished = new CompletableFuture<>();
        PromptRequest request = new PromptRequest(
                new RequestIds().next(),
                1,
                turn.prompt(),
                options,
                System.nanoTime(),
                new Provenance(Origin.LOAD, "bench", null));
        Attempt unused = target.send(request, finished::complete);
        try {
            judge(target, finished.get().record());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void judge(Target target, RequestTiming record) throws BenchException {
        Outcome outcome = record.getOutcome();
        if (outcome == Outcome.OK) {
            return;
        }
        String error = record.getError();
        throw new BenchException(
                outcome == Outcome.CONNECT_ERROR ? ExitCode.UNREACHABLE : ExitCode.NO_ANSWER,
                "the target cannot be measured as " + target.config().api() + ": "
                        + (error == null ? outcome.toString() : error) + " (" + outcome
                        + "; --no-check starts the run all the same)");
    }
}
