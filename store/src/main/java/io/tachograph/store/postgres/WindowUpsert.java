package io.tachograph.store.postgres;

import io.tachograph.store.GaugeValue;
import io.tachograph.store.Resolution;
import io.tachograph.store.WindowStamp;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
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
 * Writes windows of readings where they are not older than what is there.
 *
 * @param <R> the rows
 */
final class WindowUpsert<R> {
    private static final List<String> AGE = List.of("epoch", "samples", "complete", "revision");

    /** The same order as {@link #AGE}. */
    private static final Comparator<WindowStamp> BY_AGE = Comparator.comparingInt(WindowStamp::epoch)
            .thenComparingLong(WindowStamp::samples)
            .thenComparing(WindowStamp::complete)
            .thenComparingInt(WindowStamp::revision);

    private final String table;
    private final String series;
    private final Function<R, String> seriesOf;
    private final Function<R, WindowStamp> stampOf;
    private final Columns<R> columns = new Columns<>();

    /**
     * Windows of one kind.
     *
     * @param table name of the tables up to the resolution's suffix
     * @param series column that tells series apart
     */
    WindowUpsert(String table, String series, Function<R, String> seriesOf, Function<R, WindowStamp> stampOf) {
        this.table = table;
        this.series = series;
        this.seriesOf = seriesOf;
        this.stampOf = stampOf;
        column(series, Types.VARCHAR, seriesOf::apply);
        column(
                "window_start",
                Types.TIMESTAMP_WITH_TIMEZONE,
                row -> stampOf.apply(row).windowStart().atOffset(ZoneOffset.UTC));
        column("epoch", Types.INTEGER, row -> stampOf.apply(row).epoch());
        column("revision", Types.INTEGER, row -> stampOf.apply(row).revision());
        column("complete", Types.BOOLEAN, row -> stampOf.apply(row).complete());
        column("samples", Types.BIGINT, row -> stampOf.apply(row).samples());
    }

    WindowUpsert<R> column(String name, int sqlType, Function<R, @Nullable Object> value) {
        columns.add(name, sqlType, value);
        return this;
    }

    /** Two columns, {@code name_mean} and {@code name_max}. */
    WindowUpsert<R> gauge(String name, Function<R, GaugeValue> value) {
        return column(name + "_mean", Types.DOUBLE, row -> value.apply(row).mean())
                .column(name + "_max", Types.DOUBLE, row -> value.apply(row).max());
    }

    /** The newest row of each key, in the order of keys, so that two writers cannot wait for each other. */
    Map<Resolution, SortedMap<String, R>> newest(Collection<R> rows) {
        Map<Resolution, SortedMap<String, R>> newest = new EnumMap<>(Resolution.class);
        for (R row : rows) {
            WindowStamp stamp = stampOf.apply(row);
            newest.computeIfAbsent(stamp.resolution(), resolution -> new TreeMap<>())
                    .merge(
                            seriesOf.apply(row) + '\0' + stamp.windowStart(),
                            row,
                            (a, b) -> BY_AGE.compare(stampOf.apply(a), stampOf.apply(b)) <= 0 ? b : a);
        }
        return newest;
    }

    void execute(Connection connection, Resolution resolution, Collection<R> rows) throws SQLException {
        String sql = columns.upsert(table + resolution.suffix(), List.of(series, "window_start"), AGE);
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            for (R row : rows) {
                columns.bind(upsert, row);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }
}
