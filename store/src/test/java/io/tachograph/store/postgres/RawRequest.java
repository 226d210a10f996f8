package io.tachograph.store.postgres;

import io.tachograph.store.Series;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request as it was before any window: what every stored number is held against. Durations in seconds.
 *
 * @param tpot null of an answer in one piece, and of one whose tokens nobody counted
 * @param onePiece whether no token followed those of the first chunk
 * @param gaps between content chunks
 */
record RawRequest(
        Series series,
        Instant sent,
        String outcome,
        @Nullable Double ttft,
        @Nullable Double tpot,
        boolean onePiece,
        @Nullable Double e2e,
        List<Double> gaps,
        long outputTokens) {
    static RawRequest ofNoAnswer(Series series, Instant sent, String outcome) {
        return new RawRequest(series, sent, outcome, null, null, false, null, List.of(), 0);
    }

    /** Any third of them, whatever became of it. */
    boolean kernelStamped() {
        return sent.toEpochMilli() % 3 == 0;
    }

    /** Of successes, as windows count them. */
    long inputTokens() {
        return outputTokens * 7;
    }

    /** Some of its input tokens, of every other success all. */
    long cachedInputTokens() {
        return sent.toEpochMilli() % 2 == 0 ? inputTokens() : outputTokens;
    }

    boolean ok() {
        return outcome.equals("ok");
    }

    boolean eligible() {
        return !outcome.equals("cancelled");
    }

    boolean within(@Nullable Double value, double threshold) {
        return ok() && value != null && value <= threshold;
    }
}
