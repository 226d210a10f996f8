package io.tachograph.standalone.up;

import io.tachograph.schemas.TargetConfig;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.SimulatedFleet;
import io.tachograph.simulator.SimulatedReplica;
import io.tachograph.standalone.config.ConfigException;
import io.tachograph.standalone.config.ConfiguredTargets;
import io.tachograph.standalone.config.TachographConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The targets that are probed: those that the configuration names, or else the simulated fleet. */
final class Fleet {
    private static final long SEED = 42;

    private Fleet() {}

    static List<TargetConfig> targets(TachographConfig config, Parts parts, StartLog log) throws IOException {
        List<TargetConfig> configured = configured(config, log);
        if (!configured.isEmpty()) {
            return configured;
        }
        SimulatedFleet fleet = log.part(
                "simulated fleet",
                () -> parts.add(
                        SimulatedFleet.start(FleetConfig.standard(FleetConfig.STANDARD_MODELS, SEED, "127.0.0.1", 0))));
        List<TargetConfig> targets = new ArrayList<>();
        for (SimulatedReplica replica : fleet.replicas()) {
            String cluster = "sim" + replica.name().substring(replica.name().lastIndexOf('-'));
            targets.add(new TargetConfig(
                    TargetConfig.slugOf(cluster, "vllm", replica.model()),
                    cluster,
                    "vllm",
                    replica.model(),
                    replica.uri(),
                    "openai-chat",
                    null,
                    "",
                    Map.of("simulated", "true")));
        }
        return targets;
    }

    private static List<TargetConfig> configured(TachographConfig config, StartLog log) throws IOException {
        try {
            ConfiguredTargets configured = ConfiguredTargets.of(config);
            configured.notes().forEach(note -> log.say("  note: " + note));
            return configured.targets();
        } catch (ConfigException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
