package io.tachograph.simulator;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes an answer on, and reports when its tokens left. */
final class TruthfulAnswer implements GenerationListener {
    private final GenerationListener answer;
    private final String replica;
    private final @Nullable String requestId;
    private final long arrivedNanos;
    private final Consumer<ServedRequest> served;
    private long firstTokenNanos;
    private long lastTokenNanos;
    private int outputTokens;

    TruthfulAnswer(
            GenerationListener answer,
            String replica,
            @Nullable String requestId,
            long arrivedNanos,
            Consumer<ServedRequest> served) {
        this.answer = answer;
        this.replica = replica;
        this.requestId = requestId;
        this.arrivedNanos = arrivedNanos;
        this.served = served;
    }

    @Override
    public void admitted() {
        answer.admitted();
    }

    @Override
    public void token(int index) {
        lastTokenNanos = System.nanoTime();
        if (index == 0) {
            firstTokenNanos = lastTokenNanos;
        }
        outputTokens = index + 1;
        answer.token(index);
    }

    @Override
    public void garbage() {
        answer.garbage();
    }

    @Override
    public void finished() {
        // First: a client that has read the end finds the answer in the account.
        served.accept(
                new ServedRequest(replica, requestId, arrivedNanos, firstTokenNanos, lastTokenNanos, outputTokens));
        answer.finished();
    }

    @Override
    public void failed() {
        answer.failed();
    }

    @Override
    public void cut() {
        answer.cut();
    }
}
