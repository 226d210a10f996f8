package io.tachograph.store.postgres;

import io.tachograph.store.StoredSlo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the ids of SLOs. A threshold that is not there equals one that is not there. */
final class SelectSloIds {
    private static final String SQL = """
            SELECT t.id, s.name, s.ttft_seconds, s.tpot_seconds, s.e2e_seconds
            FROM %s
            JOIN tachograph.slo t
              ON (t.name, coalesce(t.ttft_seconds, -1), coalesce(t.tpot_seconds, -1), coalesce(t.e2e_seconds, -1))
               = (s.name, coalesce(s.ttft_seconds, -1), coalesce(s.tpot_seconds, -1), coalesce(s.e2e_seconds, -1))
            """.formatted(SloArrays.UNNESTED);

    private SelectSloIds() {}

    /** Ids of those that exist. */
    static Map<StoredSlo, Long> execute(Connection connection, List<StoredSlo> wanted) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SQL)) {
            SloArrays.bind(select, wanted);
            Map<StoredSlo, Long> ids = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.put(
                            new StoredSlo(
                                    row.getString(2),
                                    row.getObject(3, Double.class),
                                    row.getObject(4, Double.class),
                                    row.getObject(5, Double.class)),
                            row.getLong(1));
                }
            }
            return ids;
        }
    }
}
