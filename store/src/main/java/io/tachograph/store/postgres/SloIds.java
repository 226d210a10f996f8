package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.StoredSlo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ids of SLOs: found, or made. Asked for with every write and not remembered: they are few, and nothing would show that a
 * database was restored to a time before one of them.
 */
final class SloIds {
    /** A threshold that is not there equals one that is not there. */
    private static final String SELECT = """
            SELECT t.id, s.name, s.ttft_seconds, s.tpot_seconds, s.e2e_seconds
            FROM %s
            JOIN tachograph.slo t
              ON (t.name, coalesce(t.ttft_seconds, -1), coalesce(t.tpot_seconds, -1), coalesce(t.e2e_seconds, -1))
               = (s.name, coalesce(s.ttft_seconds, -1), coalesce(s.tpot_seconds, -1), coalesce(s.e2e_seconds, -1))
            """.formatted(SloArrays.UNNESTED);

    private SloIds() {}

    /** Of all SLOs that rows have counts of. */
    static Map<StoredSlo, Long> resolve(Connection connection, Collection<RequestWindowRow> rows) throws SQLException {
        List<StoredSlo> wanted = rows.stream()
                .flatMap(row -> row.slos().keySet().stream())
                .distinct()
                .toList();
        Map<StoredSlo, Long> ids = wanted.isEmpty() ? Map.of() : select(connection, wanted);
        if (ids.size() == wanted.size()) {
            return ids;
        }
        InsertSlos.execute(connection, wanted);
        return select(connection, wanted);
    }

    private static Map<StoredSlo, Long> select(Connection connection, List<StoredSlo> wanted) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
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
