package io.tachograph.api.cache;

import io.tachograph.api.database.DatabaseAway;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers are made once for all who ask within a while; those who ask meanwhile wait for the one that is being made. When
 * the database is away, one that was made not long ago is given instead, and says so. Thread-safe.
 */
public final class AnswerCache {
    /** How long an answer may stand in for one that the database does not give. */
    private static final Duration STAND_IN = Duration.ofMinutes(10);

    private final LocalAnswers store;
    private final @Nullable SharedAnswers shared;
    private final Duration fresh;
    private final ConcurrentMap<String, CompletableFuture<KeptAnswer>> inFlight = new ConcurrentHashMap<>();

    /** Makes an answer. */
    @FunctionalInterface
    public interface Making {
        KeptAnswer make() throws SQLException;
    }

    /**
     * An answer, and whether it only stands in.
     *
     * @param stale the database is away, and this is what it said last
     */
    public record Given(KeptAnswer answer, boolean stale) {}

    /**
     * @param store where answers are kept
     * @param shared where other instances find them too, null where they are this instance's own
     * @param fresh how long an answer is given again; zero for never, and then none is kept
     */
    public AnswerCache(LocalAnswers store, @Nullable SharedAnswers shared, Duration fresh) {
        this.store = store;
        this.shared = shared;
        this.fresh = fresh;
    }

    /**
     * The answer of this key.
     *
     * @throws SQLException when it cannot be made, and nothing stands in
     */
    public Given get(String key, Making making) throws SQLException {
        if (fresh.isZero()) {
            return new Given(making.make(), false);
        }
        @Nullable KeptAnswer kept = store.get(key);
        if (kept != null && ageOf(kept).compareTo(fresh) < 0) {
            return new Given(kept, false);
        }
        try {
            return new Given(once(key, making), false);
        } catch (SQLException e) {
            @Nullable KeptAnswer standIn = kept == null ? ofOthers(key) : kept;
            if (standIn != null && DatabaseAway.isMeantBy(e)) {
                return new Given(standIn, true);
            }
            throw e;
        }
    }

    private KeptAnswer once(String key, Making making) throws SQLException {
        CompletableFuture<KeptAnswer> mine = new CompletableFuture<>();
        @Nullable CompletableFuture<KeptAnswer> others = inFlight.putIfAbsent(key, mine);
        if (others != null) {
            return join(others);
        }
        try {
            @Nullable KeptAnswer made = justMade(key);
            if (made == null) {
                made = making.make();
                store.put(key, made, fresh.plus(STAND_IN));
                if (shared != null) {
                    shared.put(key, made, fresh.plus(STAND_IN));
                }
            }
            mine.complete(made);
            return made;
        } catch (SQLException | RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            inFlight.remove(key, mine);
        }
    }

    /** What somebody else made between our look and our turn, or another instance did. */
    private @Nullable KeptAnswer justMade(String key) {
        @Nullable KeptAnswer kept = store.get(key);
        if (kept != null && ageOf(kept).compareTo(fresh) < 0) {
            return kept;
        }
        @Nullable KeptAnswer others = ofOthers(key);
        if (others == null || ageOf(others).compareTo(fresh) >= 0) {
            return null;
        }
        store.put(key, others, fresh.plus(STAND_IN));
        return others;
    }

    private @Nullable KeptAnswer ofOthers(String key) {
        return shared == null ? null : shared.get(key);
    }

    private static KeptAnswer join(CompletableFuture<KeptAnswer> others) throws SQLException {
        try {
            return others.join();
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

    /** By the wall clock, since other processes may have made it. */
    private static Duration ageOf(KeptAnswer kept) {
        return Duration.ofMillis(System.currentTimeMillis() - kept.madeAtMillis());
    }
}
