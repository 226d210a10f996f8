package io.tachograph.architecture.planted.collectors;

import io.tachograph.architecture.planted.api.TimingUtil;

/** Planted: a collector that knows the API. */
public final class CallsBackwards {
    public final TimingUtil backwards = new TimingUtil();
}
