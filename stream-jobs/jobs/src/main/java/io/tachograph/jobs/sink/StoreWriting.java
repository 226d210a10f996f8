package io.tachograph.jobs.sink;

import java.util.List;

/** How one of the store's writers writes. */
@FunctionalInterface
public interface StoreWriting<R> {
    void write(List<R> rows) throws Exception;
}
