package io.tachograph.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the tables that grow: those whose name ends in a resolution and whose primary key has the time column. By the
 * catalog, so that the tables of later migrations need not be named again.
 */
final class SelectGrowingTables {
    private static final String SQL = """
            SELECT c.oid::regclass::text,
                   substring(c.relname FROM '_(10s|1m|1h|1d)$'),
                   array_agg(quote_ident(a.attname) ORDER BY k.place) FILTER (WHERE a.attname <> '%1$s')
            FROM pg_class c
            JOIN pg_constraint p ON p.conrelid = c.oid AND p.contype = 'p'
            CROSS JOIN LATERAL unnest(p.conkey) WITH ORDINALITY AS k (attnum, place)
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
            WHERE c.relnamespace = 'tachograph'::regnamespace AND c.relkind = 'r' AND c.relname ~ '_(10s|1m|1h|1d)$'
            GROUP BY c.oid, c.relname
            HAVING bool_or(a.attname = '%1$s') AND count(*) > 1
            ORDER BY c.relname COLLATE "C"
            """.formatted(GrowingTable.TIME);

    private SelectGrowingTables() {}

    static List<GrowingTable> execute(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SQL);
                ResultSet row = select.executeQuery()) {
            List<GrowingTable> tables = new ArrayList<>();
            while (row.next()) {
                String[] key = (String[]) row.getArray(3).getArray();
                tables.add(new GrowingTable(row.getString(1), row.getString(2), List.of(key)));
            }
            return tables;
        }
    }
}
