package io.tachograph.architecture.planted.windows;

/** Planted: the second public type of its name. */
public final class TimingUtil {}
