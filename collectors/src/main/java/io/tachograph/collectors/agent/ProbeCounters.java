package io.tachograph.collectors.agent;

import io.tachograph.client.load.LoadCounters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an agent has done so far.
 *
 * @param targets counters by target slug, in the order in which the targets were given
 * @param heartbeats heartbeats offered to the publisher
 * @param clockDriftMicros how far the machine's wall clock is ahead of the agent's event times
 */
public record ProbeCounters(Map<String, LoadCounters> targets, long heartbeats, long clockDriftMicros) {
    public ProbeCounters {
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    }

    /** @throws IllegalArgumentException when the agent has no such target */
    public LoadCounters of(String slug) {
        LoadCounters counters = targets.get(slug);
        if (counters == null) {
            throw new IllegalArgumentException("the agent has no target " + slug);
        }
        return counters;
    }
}
