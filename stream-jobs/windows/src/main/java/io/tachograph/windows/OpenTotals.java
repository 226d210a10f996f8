package io.tachograph.windows;

/** What a window adds up to that something still comes into. */
public interface OpenTotals {
    /** Whether it took anything in since its last snapshot. */
    boolean changed();

    /** The window as it is now, with the next revision. When it is complete, nothing may come into it any more. */
    WindowSnapshot snapshot(WindowGrid grid, long windowStartMillis, boolean complete);
}
