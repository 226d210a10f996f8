package io.tachograph.standalone.up;

import io.tachograph.collectors.inventory.ConfiguredTargets;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.config.ConfigException;
import io.tachograph.config.TachographConfig;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.FleetTelemetry;
import io.tachograph.simulator.SimulatedFleet;
import io.tachograph.simulator.SimulatedReplica;
import io.tachograph.simulator.TelemetryConfig;
import io.tachograph.standalone.service.ResourceStack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The targets that are probed: those that the configuration names; the simulated fleet
 * where it names neither targets nor sources.
 *
 * @param simulated the fleet that they are, null when they are configured
 */
record Fleet(List<TargetConfig> targets, @Nullable SimulatedFleet simulated) {
    private static final long SEED = 42;

    static Fleet start(TachographConfig config, ResourceStack parts, StartLog log) throws IOException {
        List<TargetConfig> configured = configured(config, log);
        if (!configured.isEmpty() || !config.sources().isEmpty()) {
            return new Fleet(configured, null);
        }
        SimulatedFleet fleet = log.part(
                "simulated fleet",
                () -> parts.add(
                        SimulatedFleet.start(FleetConfig.standard(FleetConfig.STANDARD_MODELS, SEED, "127.0.0.1", 0))));
        List<TargetConfig> targets = new ArrayList<>();
        for (SimulatedReplica replica : fleet.replicas()) {
            targets.add(new TargetConfig(
                    slugOf(replica),
                    clusterOf(replica),
                    "vllm",
                    replica.model(),
                    replica.uri(),
                    "openai-chat",
                    null,
                    "",
                    Map.of("simulated", "true")));
        }
        return new Fleet(targets, fleet);
    }

    /** Whether something is to run for these targets: what the configuration says, or else only for the simulated fleet. */
    boolean wants(@Nullable Boolean configured) {
        return configured == null ? simulated != null : configured;
    }

    /**
     * Lets the simulated fleet tell of its GPUs, which no driver knows; its engines are read like others. Does nothing for
     * configured targets.
     */
    void publishTelemetry(KafkaPublisher publisher, ResourceStack parts) {
        if (simulated != null) {
            parts.add(FleetTelemetry.start(simulated, TelemetryConfig.standard(Fleet::slugOf), record -> {
                if (!(record instanceof EngineSample)) {
                    publisher.publish(record);
                }
            }));
        }
    }

    private static String slugOf(SimulatedReplica replica) {
        return TargetConfig.slugOf(clusterOf(replica), "vllm", replica.model());
    }

    private static String clusterOf(SimulatedReplica replica) {
        return "sim" + replica.name().substring(replica.name().lastIndexOf('-'));
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
