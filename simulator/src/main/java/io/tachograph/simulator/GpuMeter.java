package io.tachograph.simulator;

/**
 * The power that each GPU of a replica draws and the energy it has used. The law: with {@code b} requests in the batch,
 * {@code 90 W + 610 W · b / (b + 4)}: a batch of four draws half of what load can add, and more adds ever less. Energy
 * is its integral over every change of the batch, so what a client's requests cost can be computed from their times.
 * Not thread-safe.
 */
final class GpuMeter {
    static final double IDLE_WATTS = 90;
    static final double PEAK_WATTS = 700;
    private static final double HALF_BATCH = 4;

    private long sinceNanos;
    private int batch;
    private double joules;
    private long busyNanos;

    GpuMeter(long nowNanos) {
        sinceNanos = nowNanos;
    }

    static double watts(int batch) {
        return IDLE_WATTS + (PEAK_WATTS - IDLE_WATTS) * batch / (batch + HALF_BATCH);
    }

    /** The batch has this many requests from now on. */
    void batch(int requests, long nowNanos) {
        long nanos = nowNanos - sinceNanos;
        joules += watts(batch) * nanos / 1e9;
        busyNanos += batch > 0 ? nanos : 0;
        sinceNanos = nowNanos;
        batch = requests;
    }

    int batch() {
        return batch;
    }

    double joules() {
        return joules;
    }

    /** Time with at least one request in the batch. */
    long busyNanos() {
        return busyNanos;
    }
}
