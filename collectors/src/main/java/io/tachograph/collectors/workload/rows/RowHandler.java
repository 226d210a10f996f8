package io.tachograph.collectors.workload.rows;

/** Takes one row after the other. */
@FunctionalInterface
public interface RowHandler<T> {
    void row(T row);
}
