package io.tachograph.client.workload.rows;

/** Takes one row after the other. */
@FunctionalInterface
public interface RowHandler<T> {
    void row(T row);
}
