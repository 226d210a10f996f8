package io.tachograph.jobs.sink;

import java.util.List;

/** Writes values in batches. Writing a batch again must change nothing. */
public interface BatchWriter<T> extends AutoCloseable {
    /** Returns when all of the batch is safe, and throws otherwise. */
    void write(List<T> batch) throws Exception;

    @Override
    void close();
}
