package io.tachograph.client.load;

/** When requests arrive: after one another's end, or by a clock that does not care how the target is doing. */
public sealed interface Arrivals permits ClosedLoop, OpenLoop {
    /** Name of the process: closed, constant, poisson, gamma, ramp, stages or trace. */
    String kind();

    /** The process in words, on one line: {@code poisson 20/s}. Starts with its kind. */
    String describe();
}
