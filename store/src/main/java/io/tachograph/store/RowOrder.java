package io.tachograph.store;

import java.util.Arrays;
import java.util.List;

/**
 * In which order rows are read, so that a reader can go on after any of them.
 *
 * @param columns together unique among the rows, never null; text is in the order of its code points
 * @param descending whether all of them go down
 */
public record RowOrder(List<Column> columns, boolean descending) {
    /**
     * One column.
     *
     * @param name as the function calls it
     * @param type of SQL; {@code text} also for what is compared as text
     */
    public record Column(String name, String type) {}

    public RowOrder {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("rows need an order");
        }
    }

    /** Ascending by these columns, each {@code name type}. */
    public static RowOrder by(String... columns) {
        return new RowOrder(Arrays.stream(columns).map(RowOrder::column).toList(), false);
    }

    /** Descending by these columns, each {@code name type}. */
    public static RowOrder newestFirst(String... columns) {
        return new RowOrder(Arrays.stream(columns).map(RowOrder::column).toList(), true);
    }

    private static Column column(String nameAndType) {
        String[] parts = nameAndType.split(" ", 2);
        return new Column(parts[0], parts[1]);
    }
}
