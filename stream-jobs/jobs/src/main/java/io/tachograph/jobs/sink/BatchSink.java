package io.tachograph.jobs.sink;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * A sink over a {@link BatchWriter}: batches by size and time, everything written before a checkpoint completes. A
 * failed write fails the task; Flink restarts it from the checkpoint before and the rows are written again, which
 * changes nothing because they are upserts. That is exactly-once in effect, without transactions across systems.
 */
public final class BatchSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1L;

    private final SerializableSupplier<BatchWriter<T>> writers;
    private final int batchSize;
    private final long flushMillis;

    /**
     * A sink.
     *
     * @param writers opens one writer per subtask
     * @param batchSize values that are written at once
     * @param flushMillis how long a value waits for others at most
     */
    public BatchSink(SerializableSupplier<BatchWriter<T>> writers, int batchSize, long flushMillis) {
        this.writers = writers;
        this.batchSize = batchSize;
        this.flushMillis = flushMillis;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new BatchSinkWriter<>(
                writers.get(), batchSize, flushMillis, context.getProcessingTimeService(), context.metricGroup());
    }
}
