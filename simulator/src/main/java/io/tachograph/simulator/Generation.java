package io.tachograph.simulator;

import org.jspecify.annotations.Nullable;

/** One request's way through the engine. The engine alone changes it. */
final class Generation {
    /** Where a request stands. */
    enum State {
        NEW,
        WAITING,
        RUNNING,
        STALLED,
        DONE
    }

    final Draw draw;
    final int promptTokens;
    final int outputTokens;
    final FinishReason reason;
    final @Nullable Fault fault;
    final GenerationListener listener;

    State state = State.NEW;
    int emitted;
    long arrivedNanos;
    long admittedNanos;
    long firstTokenNanos;
    long lastTokenNanos;
    long dueNanos;

    /** A fault that strikes before the engine is reached has no meaning here and must not be passed. */
    Generation(Draw draw, int promptTokens, OutputLimits limits, @Nullable Fault fault, GenerationListener listener) {
        this.draw = draw;
        this.promptTokens = promptTokens;
        this.outputTokens = limits.outputTokens(draw.naturalTokens());
        this.reason = limits.reason(draw.naturalTokens());
        this.fault = fault;
        this.listener = listener;
    }

    /** Whether the fault strikes now: after at least one token and, if there are two or more, before the last. */
    boolean faultStrikes() {
        return fault != null && emitted == 1 + (int) (draw.faultPosition() * (outputTokens - 1));
    }

    boolean complete() {
        return emitted == outputTokens;
    }
}
