package io.tachograph.jobs.sink;

import io.tachograph.store.postgres.StoreWriter;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.util.function.SerializableFunction;

/** One subtask's batch. Everything runs on the task's own thread. */
final class StoreSinkWriter<T, R> implements SinkWriter<T> {
    /** Where batched upserts stop getting faster. */
    private static final int BATCH = 1_000;

    private static final long FLUSH_MILLIS = 200;

    private final StoreWriter<R> writer;
    private final SerializableFunction<T, R> rowOf;
    private final ProcessingTimeService clock;
    private final SinkWriterMetricGroup metrics;
    private final List<R> batch = new ArrayList<>();
    private boolean timerSet;
    private final Counter rowsWritten;
    private final Counter rowsFailed;
    private final Counter batchesWritten;
    private final Counter batchWriteNanos;

    StoreSinkWriter(
            StoreWriter<R> writer,
            SerializableFunction<T, R> rowOf,
            ProcessingTimeService clock,
            SinkWriterMetricGroup metrics) {
        this.writer = writer;
        this.rowOf = rowOf;
        this.clock = clock;
        this.metrics = metrics;
        rowsWritten = metrics.counter("rowsWritten");
        rowsFailed = metrics.counter("rowsFailed");
        batchesWritten = metrics.counter("batchesWritten");
        batchWriteNanos = metrics.counter("batchWriteNanos");
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // A callback that throws fails the task.
    public void write(T value, Context context) throws IOException {
        batch.add(rowOf.apply(value));
        if (batch.size() >= BATCH) {
            writeBatch();
        } else if (!timerSet) {
            timerSet = true;
            clock.registerTimer(clock.getCurrentProcessingTime() + FLUSH_MILLIS, time -> {
                timerSet = false;
                writeBatch();
            });
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        writeBatch();
    }

    private void writeBatch() throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        try {
            writer.write(batch);
        } catch (SQLException | RuntimeException e) {
            metrics.getNumRecordsSendErrorsCounter().inc(batch.size());
            rowsFailed.inc(batch.size());
            throw new IOException("writing " + batch.size() + " rows failed: " + e.getMessage(), e);
        }
        batchWriteNanos.inc(System.nanoTime() - start);
        batchesWritten.inc();
        rowsWritten.inc(batch.size());
        metrics.getNumRecordsSendCounter().inc(batch.size());
        batch.clear();
    }

    @Override
    public void close() {
        writer.close();
    }
}
