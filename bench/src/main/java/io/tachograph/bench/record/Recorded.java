package io.tachograph.bench.record;

import io.tachograph.bench.result.ClientReport;
import io.tachograph.bench.result.RunInfo;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.ServerReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run that was recorded to its end. Not thread-safe. */
public final class Recorded {
    private final Aggregate aggregate;
    private final Outputs outputs;
    private final boolean durationReached;
    private final Waits waits;
    private final Losses losses;

    Recorded(Aggregate aggregate, Outputs outputs, boolean durationReached, Waits waits, Losses losses) {
        this.aggregate = aggregate;
        this.outputs = outputs;
        this.durationReached = durationReached;
        this.waits = waits;
        this.losses = losses;
    }

    /**
     * What was measured, whatever became of the files.
     *
     * @param run what was done
     * @param client how the client did
     * @param server what the server says, null when it says nothing
     */
    public RunResult result(RunInfo run, ClientReport client, @Nullable ServerReport server) {
        return aggregate.result(run, losses, durationReached, client, server);
    }

    /** One sentence for each file that could not be written to its end; it holds what came before. */
    public List<String> fileFailures() {
        return outputs.failures();
    }

    /** How long event loops waited for the recorder. */
    public Waits waits() {
        return waits;
    }

    /** Records that could not be published. */
    public long publishFailures() {
        return losses.publishFailures();
    }

    /** Answers whose tokens the config's counter failed to count; they keep the number of their chunks, where it is known. */
    public long tokenizerFailures() {
        return losses.tokenizerFailures();
    }

    /**
     * Writes {@code vllm.json} as the config's {@link Output#vllm} asks, and removes what was gathered for it.
     *
     * @return the file
     * @throws IOException in one sentence that names the file
     * @throws IllegalStateException when the config does not ask for it
     */
    public Path writeVllm(RunResult result) throws IOException {
        return outputs.writeVllm(result, aggregate.secondsToLastEnd());
    }
}
