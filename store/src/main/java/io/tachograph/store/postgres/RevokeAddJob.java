package io.tachograph.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Takes TimescaleDB's {@code add_job} from everybody: with it, who may only read could have the server work for ever. The
 * policies of our tables are added by functions of their own, which ask for the table's owner.
 */
final class RevokeAddJob {
    private static final String OPEN = """
            SELECT p.oid::regprocedure::text, pg_has_role(p.proowner, 'USAGE')
            FROM pg_proc p
            JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
                AND d.refclassid = 'pg_extension'::regclass
            JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'timescaledb'
            WHERE p.proname = 'add_job' AND has_function_privilege('public', p.oid, 'EXECUTE')
            """;

    private RevokeAddJob() {}

    /**
     * In the transaction of the connection, which is committed.
     *
     * @return whether nobody but its owner and whom that lets may call it now
     */
    static boolean execute(Connection connection, List<String> changes) throws SQLException {
        boolean closed = true;
        try (PreparedStatement select = connection.prepareStatement(OPEN);
                ResultSet row = select.executeQuery();
                Statement revoke = connection.createStatement()) {
            while (row.next()) {
                if (row.getBoolean(2)) {
                    revoke.execute("REVOKE EXECUTE ON FUNCTION " + row.getString(1) + " FROM PUBLIC");
                    changes.add("add_job of TimescaleDB is no longer for everybody to call");
                } else {
                    closed = false;
                }
            }
        }
        connection.commit();
        return closed;
    }
}
