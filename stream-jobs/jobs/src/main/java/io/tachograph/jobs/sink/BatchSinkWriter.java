package io.tachograph.jobs.sink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/** One subtask's batch. Everything runs on the task's own thread. */
final class BatchSinkWriter<T> implements SinkWriter<T> {
    private final BatchWriter<T> writer;
    private final int batchSize;
    private final long flushMillis;
    private final ProcessingTimeService clock;
    private final SinkWriterMetricGroup metrics;
    private final List<T> batch = new ArrayList<>();
    private boolean timerSet;
    private final Counter rowsWritten;
    private final Counter rowsFailed;
    private final Counter batchesWritten;
    private final Counter batchWriteNanos;

    BatchSinkWriter(
            BatchWriter<T> writer,
            int batchSize,
            long flushMillis,
            ProcessingTimeService clock,
            SinkWriterMetricGroup metrics) {
        this.writer = writer;
        this.batchSize = batchSize;
        this.flushMillis = flushMillis;
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
        batch.add(value);
        if (batch.size() >= batchSize) {
            writeBatch();
        } else if (!timerSet) {
            timerSet = true;
            clock.registerTimer(clock.getCurrentProcessingTime() + flushMillis, time -> {
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
        } catch (Exception e) {
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
