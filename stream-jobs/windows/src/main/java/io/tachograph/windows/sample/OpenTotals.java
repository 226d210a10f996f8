package io.tachograph.windows.sample;

/** A window that readings still come into. */
final class OpenTotals<T> {
    final T totals;
    int revision;
    boolean changed;

    OpenTotals(T totals) {
        this.totals = totals;
    }
}
