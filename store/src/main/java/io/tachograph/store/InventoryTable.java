package io.tachograph.store;

import java.util.List;

/**
 * The tables of what there is, what happened, what was used and what was thought of it, and of load tests. A row is replaced only by one asserted
 * at the same time or later.
 */
@SuppressWarnings("ImmutableEnumChecker") // Lists made by List.of.
public enum InventoryTable {
    TARGET("target", "target"),
    ENGINE("engine", "target"),
    CONTAINER("container", "container"),
    MODEL("model", "model", "source", "target"),
    MODEL_ROUTE("model_route", "proxy", "source", "route"),
    CLUSTER_JOB("cluster_job", "cluster", "source", "job"),
    EVENT("event", "id"),
    USAGE("usage", "source", "scope", "name", "model", "tenant", "window_start", "window_end"),
    USAGE_1M("usage_1m", "source", "scope", "name", "model", "tenant", "window_start", "window_end"),
    SCORE("score", "source", "name", "type", "category", "model", "tenant", "window_start", "window_end"),
    LOAD_TEST("load_test", "run");

    private final String table;
    private final List<String> key;

    InventoryTable(String table, String... key) {
        this.table = table;
        this.key = List.of(key);
    }

    /** Its name, without the schema. */
    public String table() {
        return table;
    }

    /** Columns of the primary key. */
    public List<String> key() {
        return key;
    }
}
