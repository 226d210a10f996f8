package io.tachograph.windows.request;

import io.tachograph.windows.KeyedSeries;
import java.util.List;

/**
 * Samples of one series and window, as they are. Immutable by agreement.
 *
 * @param deliveries at least one
 */
public record RequestGroup(List<RequestSample> deliveries) implements RequestArrival {
    /** A sample alone. */
    public static RequestGroup of(RequestSample sample) {
        return new RequestGroup(List.of(sample));
    }

    @Override
    public KeyedSeries keyed() {
        return deliveries.get(0).keyed();
    }

    @Override
    public long sentAtMillis() {
        return deliveries.get(0).sentAtMillis();
    }

    @Override
    public int size() {
        return deliveries.size();
    }
}
