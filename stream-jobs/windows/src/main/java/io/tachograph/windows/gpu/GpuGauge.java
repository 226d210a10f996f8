package io.tachograph.windows.gpu;

/** The gauges of a GPU. New ones are added at the end: their order is part of what is written. */
public enum GpuGauge {
    /** Watts. */
    POWER,
    /** Share of time in which any kernel ran, 0 to 1. */
    UTILIZATION,
    /** Bytes. */
    MEMORY_USED,
    /** Degrees Celsius. */
    TEMPERATURE,
    /** MHz. */
    SM_CLOCK,
    /** MHz. */
    MEMORY_CLOCK,
    /** 1 while power or heat hold the clocks down, else 0. */
    THROTTLED
}
