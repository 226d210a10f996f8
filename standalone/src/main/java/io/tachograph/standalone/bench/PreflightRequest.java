package io.tachograph.standalone.bench;

import io.tachograph.client.endpoint.Attempt;
import io.tachograph.client.endpoint.Finished;
import io.tachograph.client.endpoint.RequestOptions;
import io.tachograph.client.endpoint.Target;
import io.tachograph.client.workload.Conversation;
import io.tachograph.client.workload.Workload;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.standalone.request.ShortRequest;
import io.tachograph.standalone.terminal.Interrupt;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;

/** One short request before a run, which counts nowhere: whether the target can be reached and speaks the API. */
final class PreflightRequest {
    private static final long LOOK_MILLIS = 50;
    private static final long SILENCE_NANOS = 2_000_000_000L;

    private final Target target;
    private final Interrupt interrupt;
    private final PrintStream out;

    /** @param out is told when the answer takes long */
    PreflightRequest(Target target, Interrupt interrupt, PrintStream out) {
        this.target = target;
        this.interrupt = interrupt;
        this.out = out;
    }

    /** @throws BenchException when the target cannot be measured */
    void with(Workload workload, RequestOptions options) throws BenchException, InterruptedException {
        Conversation conversation = workload.next();
        Conversation.Turn turn = conversation == null ? null : conversation.next(null);
        if (turn == null) {
            throw new BenchException(ExitCode.MISUSED, "the workload holds no request");
        }
        ShortRequest request = ShortRequest.send(target, turn.prompt(), options, "bench");
        await(request.finished(), request.attempt(), options);
        judge(request.finished().join().record());
    }

    private void await(CompletableFuture<Finished> finished, Attempt attempt, RequestOptions options)
            throws BenchException, InterruptedException {
        long begin = System.nanoTime();
        boolean told = false;
        while (!finished.isDone()) {
            if (interrupt.await(LOOK_MILLIS)) {
                attempt.cancel();
                throw new BenchException(ExitCode.INTERRUPTED, "interrupted before the run began");
            }
            if (!told && System.nanoTime() - begin > SILENCE_NANOS) {
                told = true;
                out.println("Waiting for a first answer, " + options.timeout().toMillis() / 1000.0
                        + " s at the most (--timeout) ...");
                out.flush();
            }
        }
    }

    private void judge(RequestTiming record) throws BenchException {
        Outcome outcome = record.getOutcome();
        if (outcome == Outcome.OK) {
            return;
        }
        String error = record.getError();
        throw new BenchException(
                outcome == Outcome.CONNECT_ERROR ? ExitCode.UNREACHABLE : ExitCode.NO_ANSWER,
                "the target cannot be measured as " + target.config().api() + ": "
                        + (error == null ? outcome.toString() : error) + " (" + outcome
                        + "; --no-check begins the run all the same)");
    }
}
