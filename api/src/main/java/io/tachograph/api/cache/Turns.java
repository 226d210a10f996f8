package io.tachograph.api.cache;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes one answer of a key at a time. Who comes while one is being made waits for the next, which all share who came
 * meanwhile: no answer is older than the request that gets it, and a thousand requests at once cost two. Thread-safe.
 */
final class Turns {
    private final Map<String, Turn> running = new HashMap<>();

    private static final class Turn {
        private final CompletableFuture<KeptAnswer> answer = new CompletableFuture<>();
        private @Nullable Turn next;
    }

    /** The answer of the next turn of a key, which the first who waits for it makes. */
    KeptAnswer take(String key, AnswerCache.Making making) throws SQLException {
        Turn turn = new Turn();
        @Nullable Turn before;
        synchronized (running) {
            before = running.putIfAbsent(key, turn);
            if (before != null && before.next != null) {
                turn = before.next;
                before = turn;
            } else if (before != null) {
                before.next = turn;
            }
        }
        if (before == turn) {
            return answerOf(turn);
        }
        if (before != null) {
            CompletableFuture<Void> ended = before.answer.handle((made, failure) -> null);
            ended.join();
        }
        return make(key, turn, making);
    }

    private KeptAnswer make(String key, Turn turn, AnswerCache.Making making) throws SQLException {
        try {
            KeptAnswer made = making.make();
            pass(key, turn);
            turn.answer.complete(made);
            return made;
        } catch (SQLException | RuntimeException | Error e) {
            pass(key, turn);
            turn.answer.completeExceptionally(e);
            throw e;
        }
    }

    /** Before its answer is there: who comes from now on waits for the turn after the next. */
    private void pass(String key, Turn ended) {
        synchronized (running) {
            running.compute(key, (of, own) -> ended.next);
        }
    }

    private static KeptAnswer answerOf(Turn turn) throws SQLException {
        try {
            return turn.answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
