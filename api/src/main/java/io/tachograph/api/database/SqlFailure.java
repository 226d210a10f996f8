package io.tachograph.api.database;

import io.tachograph.api.answer.Problem;
import io.tachograph.store.RefusedCallException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer to callers when the store fails. */
public final class SqlFailure {
    private static final Logger LOG = LoggerFactory.getLogger(SqlFailure.class);

    private SqlFailure() {}

    /**
     * @param noun what the functions call the thing that the path names: one that is not there is not found
     */
    public static Problem problem(SQLException failure, String noun) {
        if (failure instanceof RefusedCallException refusal) {
            String sentence = String.valueOf(refusal.getMessage());
            boolean notFound = !noun.isEmpty() && sentence.startsWith("there is no " + noun + " ");
            return Problem.of(notFound ? 404 : 400, sentence);
        }
        if (DatabaseAway.TOOK_TOO_LONG.equals(failure.getSQLState())) {
            return Problem.of(
                    503, "The database took too long; ask for a shorter range, a longer step or fewer groups.");
        }
        if (DatabaseAway.isMeantBy(failure)) {
            LOG.warn("A question could not be answered: the database did not answer.", failure);
            return Problem.of(503, "The database does not answer at the moment, try again later.");
        }
        throw new IllegalStateException("The database refuses what this program asks.", failure);
    }
}
