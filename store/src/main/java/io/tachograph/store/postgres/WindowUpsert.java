package io.tachograph.store.postgres;

import io.tachograph.store.GaugeValue;
import io.tachograph.store.Resolution;
import io.tachograph.store.WindowStamp;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes windows of one kind, a row each, where they are not older than what is there. Epoch 0 is that of the running job: it
 * joins whatever epoch the row has, so that what it learns after a re-computation is not lost, and the row that knows more
 * stays.
 *
 * @param <S> what distinguishes series
 * @param <R> the rows
 */
final class WindowUpsert<S extends Comparable<S>, R> implements StoreWriter.Statements<R> {
    /** The same order as {@link #GUARD}. */
    private static final Comparator<WindowStamp> BY_AGE = Comparator.comparingInt(WindowStamp::epoch)
            .thenComparingLong(WindowStamp::samples)
            .thenComparing(WindowStamp::complete)
            .thenComparingInt(WindowStamp::revision);

    private static final String GUARD = """
            excluded.epoch > t.epoch
               OR (excluded.epoch IN (0, t.epoch)
                   AND (excluded.%1$s, excluded.complete, excluded.revision) >= (t.%1$s, t.complete, t.revision))
            """;

    private record Key<S extends Comparable<S>>(S series, long startSeconds) implements Comparable<Key<S>> {
        static <S extends Comparable<S>> Key<S> of(S series, WindowStamp stamp) {
            return new Key<>(series, stamp.windowStart().getEpochSecond());
        }

        @Override
        public int compareTo(Key<S> other) {
            int bySeries = series.compareTo(other.series);
            return bySeries != 0 ? bySeries : Long.compare(startSeconds, other.startSeconds);
        }
    }

    private final String table;
    private final String series;
    private final Function<R, S> seriesOf;
    private final Function<R, WindowStamp> stampOf;
    private final String guard;
    private final Columns<R> columns = new Columns<>();

    /**
     * Windows of one kind.
     *
     * @param table name of the tables up to the resolution's suffix
     * @param series column that distinguishes series
     * @param samples column of what the stamp calls so
     */
    WindowUpsert(
            String table,
            String series,
            int seriesType,
            Function<R, S> seriesOf,
            String samples,
            Function<R, WindowStamp> stampOf) {
        this.table = table;
        this.series = series;
        this.seriesOf = seriesOf;
        this.stampOf = stampOf;
        this.guard = GUARD.formatted(samples);
        column(series, seriesType, seriesOf::apply);
        columns.add("window_start", "to_timestamp(?)", "excluded.window_start", Types.DOUBLE, row ->
                (double) stampOf.apply(row).windowStart().getEpochSecond());
        columns.add(
                "epoch",
                "?",
                "greatest(excluded.epoch, t.epoch)",
                Types.INTEGER,
                row -> stampOf.apply(row).epoch());
        column("revision", Types.INTEGER, row -> stampOf.apply(row).revision());
        column("complete", Types.BOOLEAN, row -> stampOf.apply(row).complete());
        column(samples, Types.BIGINT, row -> stampOf.apply(row).samples());
    }

    WindowUpsert<S, R> column(String name, int sqlType, Function<R, @Nullable Object> value) {
        columns.add(name, sqlType, value);
        return this;
    }

    /** Two columns, {@code name_mean} and {@code name_max}. */
    WindowUpsert<S, R> gauge(String name, Function<R, GaugeValue> value) {
        return column(name + "_mean", Types.DOUBLE, row -> value.apply(row).mean())
                .column(name + "_max", Types.DOUBLE, row -> value.apply(row).max());
    }

    @Override
    public void execute(Connection transaction, Collection<R> rows) throws SQLException {
        for (Map.Entry<Resolution, SortedMap<Key<S>, R>> sized : newest(rows).entrySet()) {
            try (PreparedStatement upsert = transaction.prepareStatement(sql(sized.getKey()))) {
                for (R row : sized.getValue().values()) {
                    bind(upsert, row);
                    upsert.addBatch();
                }
                upsert.executeBatch();
            }
        }
    }

    /** The statement for one row. */
    String sql(Resolution resolution) {
        return columns.upsert(table + resolution.suffix(), List.of(series, "window_start"), guard);
    }

    void bind(PreparedStatement upsert, R row) throws SQLException {
        columns.bind(upsert, row);
    }

    /**
     * One row for each key, as a statement cannot change a row twice: the newest, and of equals the later one. In the order
     * of keys, so that two writers cannot wait for each other.
     */
    private Map<Resolution, SortedMap<Key<S>, R>> newest(Collection<R> rows) {
        Map<Resolution, SortedMap<Key<S>, R>> newest = new EnumMap<>(Resolution.class);
        for (R row : rows) {
            WindowStamp stamp = stampOf.apply(row);
            newest.computeIfAbsent(stamp.resolution(), resolution -> new TreeMap<>())
                    .merge(
                            Key.of(seriesOf.apply(row), stamp),
                            row,
                            (a, b) -> BY_AGE.compare(stampOf.apply(a), stampOf.apply(b)) <= 0 ? b : a);
        }
        return newest;
    }
}
