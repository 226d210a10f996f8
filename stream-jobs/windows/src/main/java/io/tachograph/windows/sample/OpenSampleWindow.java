package io.tachograph.windows.sample;

/** A window that readings still come into. */
final class OpenSampleWindow<T> {
    final T totals;
    int revision;
    boolean changed;

    OpenSampleWindow(T totals) {
        this.totals = totals;
    }
}
