package io.tachograph.jobs.sink;

import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.util.List;
import java.util.function.Function;

/**
 * A writer of the store as a batch writer.
 *
 * @param <T> what comes from the stream
 * @param <R> the store's rows
 */
final class StoreBatches<T, R> implements BatchWriter<T> {
    private final PostgresStore store;
    private final AutoCloseable writer;
    private final StoreWriting<R> writing;
    private final Function<T, R> rowOf;

    private StoreBatches(PostgresStore store, AutoCloseable writer, StoreWriting<R> writing, Function<T, R> rowOf) {
        this.store = store;
        this.writer = writer;
        this.writing = writing;
        this.rowOf = rowOf;
    }

    /**
     * Opens a store of its own.
     *
     * @param open the store's writer
     * @param writing its method
     * @param rowOf the row of a value
     */
    static <W extends AutoCloseable, T, R> StoreBatches<T, R> open(
            PostgresConfig database,
            Function<PostgresStore, W> open,
            Function<W, StoreWriting<R>> writing,
            Function<T, R> rowOf) {
        PostgresStore store = PostgresStore.open(database);
        W writer = open.apply(store);
        return new StoreBatches<>(store, writer, writing.apply(writer), rowOf);
    }

    @Override
    public void write(List<T> batch) throws Exception {
        writing.write(batch.stream().map(rowOf).toList());
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (Exception e) {
            throw new IllegalStateException("the store's writer cannot be closed", e);
        } finally {
            store.close();
        }
    }
}
