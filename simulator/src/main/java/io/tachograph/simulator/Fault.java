package io.tachograph.simulator;

/** What can befall one request; in the order of the rates in {@link Faults}. */
enum Fault {
    HTTP_500,
    RATE_LIMITED,
    STALL,
    CUT_STREAM,
    ERROR_MID_STREAM,
    GARBAGE
}
