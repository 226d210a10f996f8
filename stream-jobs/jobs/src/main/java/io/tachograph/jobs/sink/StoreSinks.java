package io.tachograph.jobs.sink;

import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import io.tachograph.store.postgres.StoreWriter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.function.SerializableFunction;

/**
 * The tables that a job's results go to.
 *
 * @param job name of the job, which uids begin with
 * @param database of the store
 */
public record StoreSinks(String job, PostgresConfig database) {
    /**
     * Puts rows into the store.
     *
     * @param what they are, in the plural
     * @param open the store's writer of such rows
     * @param rowOf the row of a value
     */
    public <T, R> void put(
            DataStream<T> values,
            String what,
            SerializableFunction<PostgresStore, StoreWriter<R>> open,
            SerializableFunction<T, R> rowOf) {
        values.sinkTo(new StoreSink<>(database, open, rowOf))
                .uid(JobSinks.uid(job, what, "store"))
                .name(what + " to store");
    }
}
