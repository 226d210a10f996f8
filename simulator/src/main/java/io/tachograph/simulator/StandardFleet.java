package io.tachograph.simulator;

import java.util.ArrayList;
import java.util.List;

/** The numbers behind {@link FleetConfig#standard}. */
final class StandardFleet {
    /** The prompt length for which TTFT medians are stated. */
    static final int SHORT_PROMPT_TOKENS = 32;

    private static final List<String> MODELS = List.of(
            "atlas-8b",
            "borealis-32b",
            "cygnus-70b",
            "draco-110b",
            "eridanus-180b",
            "fornax-236b",
            "grus-314b",
            "hydra-405b");

    private static final List<LatencyLaw> LAWS = List.of(
            new LatencyLaw(0.050, 0.0003, 0.005, 0.02, 0.15),
            new LatencyLaw(0.104, 0.0005, 0.012, 0.02, 0.15),
            new LatencyLaw(0.218, 0.0010, 0.025, 0.02, 0.15));

    private static final double SLOW_SIBLING = 1.4;
    private static final Faults SOMETIMES = new Faults(0.02, 0.02, 0, 0.01, 0, 0);

    private StandardFleet() {}

    static List<ReplicaConfig> replicas(int models, int firstPort) {
        RangeChecks.requireWithin("the number of models", models, 1, MODELS.size());
        RangeChecks.requireWithin("the first port", firstPort, 0, 65_536 - 2 * models);
        List<ReplicaConfig> replicas = new ArrayList<>();
        for (int model = 0; model < models; model++) {
            for (int sibling = 0; sibling < 2; sibling++) {
                boolean slow = sibling == 1 && model == Math.min(1, models - 1);
                LatencyLaw law = slow ? law(model).slowedBy(SLOW_SIBLING) : law(model);
                int port = firstPort == 0 ? 0 : firstPort + replicas.size();
                replicas.add(ReplicaConfig.of(MODELS.get(model) + "-" + (sibling + 1), MODELS.get(model), law)
                        .withPort(port)
                        .withFaults(model == models - 1 ? SOMETIMES : Faults.none()));
            }
        }
        return replicas;
    }

    private static LatencyLaw law(int model) {
        if (model < LAWS.size()) {
            return LAWS.get(model);
        }
        int beyond = model - LAWS.size() + 1;
        LatencyLaw last = LAWS.get(LAWS.size() - 1);
        double prefillTimes = Math.pow(1.4, beyond);
        return new LatencyLaw(
                last.prefillBaseSeconds() * prefillTimes,
                last.prefillSecondsPerToken() * prefillTimes,
                last.tokenSeconds() * Math.pow(1.25, beyond),
                last.slowdownPerRunning(),
                last.jitter());
    }
}
