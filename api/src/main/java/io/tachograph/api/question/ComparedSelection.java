package io.tachograph.api.question;

import io.tachograph.api.request.RequestedRange;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowReader;
import io.tachograph.store.Rows;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * One side of a comparison.
 *
 * @param call {@code histograms}, without metric and range
 * @param range of time
 */
record ComparedSelection(FunctionCall call, RequestedRange range) {
    private static final int MOST_BLOCKS = 100;
    /** Lengths of windows and of what divides the next longer one, seconds. */
    private static final long[] BLOCKS = {10, 60, 300, 1800, 3600, 21_600, 86_400};

    /** Histograms of blocks of time, short enough that a range has about as many as a bootstrap needs. */
    ComparedBlocks read(RowReader store, String metric) throws SQLException {
        long blockSeconds = blockSeconds();
        FunctionCall asked = call.with("metric", metric)
                .with("from_time", range.from())
                .with("to_time", range.to())
                .with("step", Duration.ofSeconds(blockSeconds));
        TreeMap<Long, LatencyHistogram> blocks = new TreeMap<>();
        boolean complete = true;
        Rows rows = store.read(asked, MOST_BLOCKS * 200, List.of());
        for (List<@Nullable Object> row : rows.rows()) {
            Instant time = (Instant) value(rows, row, "time");
            blocks.put(time.getEpochSecond() / blockSeconds, histogram(rows, row));
            complete &= (Boolean) value(rows, row, "complete");
        }
        return new ComparedBlocks(blocks, complete);
    }

    private long blockSeconds() {
        long seconds = Duration.between(range.from(), range.to()).toSeconds();
        return LongStream.of(BLOCKS)
                .filter(block -> seconds / block < MOST_BLOCKS)
                .findFirst()
                .orElse((seconds / 86_400 / MOST_BLOCKS + 1) * 86_400);
    }

    private static LatencyHistogram histogram(Rows rows, List<@Nullable Object> row) {
        int[] indexes = longs(rows, row, "idx").mapToInt(Math::toIntExact).toArray();
        long[] counts = longs(rows, row, "cnt").toArray();
        return LatencyHistogram.of(
                nanos(rows, row, "sum_seconds"),
                nanos(rows, row, "min_seconds"),
                nanos(rows, row, "max_seconds"),
                (Long) value(rows, row, "zero_count"),
                indexes,
                counts);
    }

    private static LongStream longs(Rows rows, List<@Nullable Object> row, String column) {
        return ((List<?>) value(rows, row, column)).stream().mapToLong(number -> (Long) number);
    }

    private static long nanos(Rows rows, List<@Nullable Object> row, String column) {
        return Math.round((Double) value(rows, row, column) * 1e9);
    }

    private static Object value(Rows rows, List<@Nullable Object> row, String column) {
        return Objects.requireNonNull(row.get(rows.indexOf(column)), column);
    }
}
