package io.tachograph.api.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Tells failures of an unreachable or overloaded database from those of a wrong question. */
public final class DatabaseAway {
    /** PostgreSQL's state of a statement that was ended, because it took too long. */
    public static final String TOOK_TOO_LONG = "57014";

    private DatabaseAway() {}

    /** No connection, a lost one, one that was ended, or no resources. */
    public static boolean isMeantBy(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        return failure instanceof SQLTransientConnectionException
                || state == null
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("58");
    }
}
