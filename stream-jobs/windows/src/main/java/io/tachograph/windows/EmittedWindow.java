package io.tachograph.windows;

/**
 * A window as one run of the stream emitted it, with what orders emissions of different runs.
 *
 * @param epoch rises with every deliberate re-computation
 * @param window what was emitted
 */
public record EmittedWindow(int epoch, WindowSnapshot window) {
    /**
     * Whether this emission takes the place of {@code other}, of the same series and window: by (epoch, requests,
     * complete, revision), the order that guards rows in the store. The same emission again replaces itself.
     */
    public boolean replaces(EmittedWindow other) {
        if (epoch != other.epoch) {
            return epoch > other.epoch;
        }
        long requests = window.totals().requests();
        long otherRequests = other.window.totals().requests();
        if (requests != otherRequests) {
            return requests > otherRequests;
        }
        if (window.complete() != other.window.complete()) {
            return window.complete();
        }
        return window.revision() >= other.window.revision();
    }
}
