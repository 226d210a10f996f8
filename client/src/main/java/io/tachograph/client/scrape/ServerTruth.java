package io.tachograph.client.scrape;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server's own metrics over the time of a run.
 *
 * @param url where it was asked, without its query
 * @param readings that succeeded
 * @param failures that did not
 * @param absent why there is no difference, one sentence; null when there is one
 * @param difference between the first and the last reading, null when {@code absent}
 * @param most largest value of each gauge in all readings
 * @param notes one sentence per restriction
 */
public record ServerTruth(
        String url,
        int readings,
        int failures,
        @Nullable String absent,
        @Nullable ServerDifference difference,
        Map<ServerGauge, Double> most,
        List<String> notes) {
    public ServerTruth {
        most = Map.copyOf(most);
        notes = List.copyOf(notes);
        if ((absent == null) == (difference == null)) {
            throw new IllegalArgumentException("either there is a difference, or a reason why there is none");
        }
    }
}
