package io.tachograph.collectors.source.discovery;

import io.tachograph.collectors.source.DiscoveredTarget;
import java.util.List;
import java.util.stream.Collectors;

/** What a source found, in words. */
final class Found {
    private static final int MOST_NAMED = 5;

    private Found() {}

    static String words(List<DiscoveredTarget> targets) {
        String names = targets.stream()
                .limit(MOST_NAMED)
                .map(target -> target.config().slug())
                .collect(Collectors.joining(", "));
        return "found " + targets.size() + (targets.size() == 1 ? " target" : " targets")
                + (targets.isEmpty() ? "" : ": " + names)
                + (targets.size() > MOST_NAMED ? ", …" : "");
    }
}
