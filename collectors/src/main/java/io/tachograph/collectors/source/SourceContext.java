package io.tachograph.collectors.source;

import io.tachograph.client.clock.WallClock;
import io.tachograph.schemas.codec.TrustedRecords;
import org.jspecify.annotations.Nullable;

/**
 * What the agent offers to its sources.
 *
 * @param agent the agent's name, for the field of that name in every record
 * @param node name of the host that the agent runs on
 * @param clock gives event times
 * @param targets takes the targets that a source finds
 * @param environment value of an environment variable, null when it is not set: keys are named in the configuration and
 *     looked up here
 */
public record SourceContext(
        String agent, String node, WallClock clock, DiscoveredTargets targets, Environment environment) {
    static {
        // Sources make and copy records before any codec has seen one.
        TrustedRecords.register();
    }

    /** Environment variables. */
    public interface Environment {
        @Nullable
        String get(String name);
    }
}
