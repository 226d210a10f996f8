package io.tachograph.api.cache;

import io.tachograph.api.database.DatabaseAway;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Answers are made once for all who ask at once or within a while. When the database is away, one that was made not long ago
 * is given instead, and says so. Thread-safe.
 */
public final class AnswerCache {
    /** How long an answer may stand in for one that the database does not give. */
    private static final Duration STAND_IN = Duration.ofMinutes(10);

    private final LocalAnswers store;
    private final @Nullable SharedAnswers shared;
    private final Duration fresh;
    private final Turns turns = new Turns();

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
            return new Given(turns.take(key, making), false);
        }
        @Nullable KeptAnswer kept = store.get(key);
        if (kept != null && ageOf(kept).compareTo(fresh) < 0) {
            return new Given(kept, false);
        }
        try {
            return new Given(turns.take(key, () -> keptOrMade(key, making)), false);
        } catch (SQLException e) {
            @Nullable KeptAnswer standIn = kept == null ? ofOthers(key) : kept;
            if (standIn != null && DatabaseAway.isMeantBy(e)) {
                return new Given(standIn, true);
            }
            throw e;
        }
    }

    private KeptAnswer keptOrMade(String key, Making making) throws SQLException {
        @Nullable KeptAnswer kept = justMade(key);
        if (kept != null) {
            return kept;
        }
        KeptAnswer made = making.make();
        store.put(key, made, fresh.plus(STAND_IN));
        if (shared != null) {
            shared.put(key, made, fresh.plus(STAND_IN));
        }
        return made;
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

    /** By the wall clock, since other processes may have made it. */
    private static Duration ageOf(KeptAnswer kept) {
        return Duration.ofMillis(System.currentTimeMillis() - kept.madeAtMillis());
    }
}
