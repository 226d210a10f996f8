package io.tachograph.store.postgres;

import io.tachograph.store.StoredSlo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Makes rows of SLOs that are new. Those that are there are left out first, because a conflict would use up an id. In
 * the order of their key, so that two writers cannot wait for each other.
 */
final class InsertSlos {
    private static final String SQL = """
            INSERT INTO tachograph.slo (%1$s)
            SELECT %1$s
            FROM %2$s
            EXCEPT
            SELECT %1$s FROM tachograph.slo
            ORDER BY %1$s
            ON CONFLICT DO NOTHING
            """.formatted(SloArrays.COLUMNS, SloArrays.UNNESTED);

    private InsertSlos() {}

    static void execute(Connection connection, List<StoredSlo> slos) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(SQL)) {
            SloArrays.bind(insert, slos);
            insert.executeUpdate();
        }
    }
}
