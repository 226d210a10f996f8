package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.StoredSlo;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Ids of SLOs: remembered, found, or made. There are as many as were ever configured. Not thread-safe. */
final class SloIds {
    private final Map<StoredSlo, Long> remembered = new HashMap<>();

    /** Found in the running transaction; true for good only when that has been committed. */
    private final Map<StoredSlo, Long> found = new HashMap<>();

    /** Ids of all SLOs that rows have counts of. */
    Map<StoredSlo, Long> resolve(Connection connection, Collection<RequestWindowRow> rows) throws SQLException {
        Set<StoredSlo> wanted =
                rows.stream().flatMap(row -> row.slos().keySet().stream()).collect(Collectors.toSet());
        List<StoredSlo> missing =
                wanted.stream().filter(slo -> !remembered.containsKey(slo)).toList();
        if (!missing.isEmpty()) {
            InsertSlos.execute(connection, missing);
            found.putAll(SelectSloIds.execute(connection, missing));
        }
        Map<StoredSlo, Long> ids = new HashMap<>(remembered);
        ids.putAll(found);
        return ids;
    }

    /** The transaction that {@link #resolve} ran in was committed. */
    void keep() {
        remembered.putAll(found);
        found.clear();
    }

    /** The transaction failed. */
    void forget() {
        remembered.clear();
        found.clear();
    }
}
