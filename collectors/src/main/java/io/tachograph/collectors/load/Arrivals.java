package io.tachograph.collectors.load;

/** When requests arrive: after one another's end, or by a clock that does not care how the target is doing. */
public sealed interface Arrivals permits ClosedLoop, OpenLoop {}
