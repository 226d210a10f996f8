package io.tachograph.jobs.sink;

import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.StoreWriter;
import io.tachograph.store.postgres.StoreWriters;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.util.function.SerializableFunction;

/**
 * A sink over one of the store's writers: batches by size and time, everything written before a checkpoint completes. A
 * failed write fails the task; Flink restarts it from the checkpoint before and the rows are written again, which
 * changes nothing because they are upserts. That is exactly-once in effect, without transactions across systems.
 *
 * @param <T> what comes from the stream
 * @param <R> the store's rows
 */
final class StoreSink<T, R> implements Sink<T> {
    private static final long serialVersionUID = 1L;

    private final PostgresConfig database;
    private final SerializableFunction<StoreWriters, StoreWriter<R>> open;
    private final SerializableFunction<T, R> rowOf;

    /**
     * A sink; each of its subtasks has a connection of its own.
     *
     * @param open the store's writer
     * @param rowOf the row of a value
     */
    StoreSink(
            PostgresConfig database,
            SerializableFunction<StoreWriters, StoreWriter<R>> open,
            SerializableFunction<T, R> rowOf) {
        this.database = database;
        this.open = open;
        this.rowOf = rowOf;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new StoreSinkWriter<>(
                open.apply(new StoreWriters(database)),
                rowOf,
                context.getProcessingTimeService(),
                context.metricGroup());
    }
}
