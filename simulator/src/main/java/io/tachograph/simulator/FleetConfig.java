package io.tachograph.simulator;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * A whole simulated fleet.
 *
 * @param host address to listen on, for example {@code 127.0.0.1}
 * @param seed every draw of the fleet follows from it
 * @param stamps whether every chunk carries {@code tachograph_nanos}, the server's monotonic clock when it was handed
 *     to the socket; a client may also ask for it request by request with the header {@code X-Tachograph-Stamps: true}
 * @param replicas the servers, at least one, their names unique
 */
public record FleetConfig(String host, long seed, boolean stamps, List<ReplicaConfig> replicas) {

    /** Number of models in the standard fleet unless one asks for another. */
    public static final int STANDARD_MODELS = 3;

    /** Throws IllegalArgumentException for a blank host, no replicas, or a name or port that is used twice. */
    public FleetConfig {
        if (host.isBlank()) {
            throw new IllegalArgumentException("A fleet needs a host to listen on.");
        }
        replicas = List.copyOf(replicas);
        if (replicas.isEmpty()) {
            throw new IllegalArgumentException("A fleet needs at least one replica.");
        }
        Set<String> names = new HashSet<>();
        Set<Integer> ports = new HashSet<>();
        for (ReplicaConfig replica : replicas) {
            if (!names.add(replica.name())) {
                throw new IllegalArgumentException("Two replicas are named " + replica.name() + ".");
            }
            if (replica.port() != 0 && !ports.add(replica.port())) {
                throw new IllegalArgumentException("Two replicas are to listen on port " + replica.port() + ".");
            }
        }
    }

    /**
     * The standard fleet: models {@code atlas-8b}, {@code borealis-32b}, {@code cygnus-70b} and so on, two replicas
     * each ({@code atlas-8b-1}, {@code atlas-8b-2}, …) on consecutive ports. An earlier model is faster in every way:
     * for a prompt of 32 tokens on an idle engine the median TTFT is about 60, 120, 250 ms and the median TPOT 5, 12,
     * 25 ms; each further model is 1.4 and 1.25 times as slow as the one before. The second replica of the second
     * model (of the only one, if there is one) is 1.4 times as slow as its sibling. Both replicas of the last model
     * fail at times: 2 % status 500, 2 % status 429, 1 % cut streams. So the order by TTFT, by TPOT and by throughput
     * at equal concurrency is the order of the names above.
     *
     * @param models 1 to 8
     * @param firstPort port of the first replica, 0 to let each take any free one
     */
    public static FleetConfig standard(int models, long seed, String host, int firstPort) {
        return new FleetConfig(host, seed, false, StandardFleet.replicas(models, firstPort));
    }

    /** The same fleet, with or without stamps on every chunk. */
    public FleetConfig withStamps(boolean on) {
        return new FleetConfig(host, seed, on, replicas);
    }

    /** Models, fastest first, by the mean of their replicas' median TTFT for 32 prompt tokens on idle engines. */
    public List<String> modelsByExpectedTtft() {
        return modelsBy(replica -> replica.law().prefillNanos(StandardFleet.SHORT_PROMPT_TOKENS, 1));
    }

    /** Models, fastest first, by the mean of their replicas' median time per output token on idle engines. */
    public List<String> modelsByExpectedTpot() {
        return modelsBy(replica -> replica.law().stepNanos(1, 1));
    }

    /** Models, fastest first, by the output tokens per second that one client in a closed loop can expect. */
    public List<String> modelsByExpectedThroughput() {
        return modelsBy(replica -> {
            double outputTokens = (replica.minOutputTokens() + replica.maxOutputTokens()) / 2.0;
            double ttftNanos = replica.law().prefillNanos(StandardFleet.SHORT_PROMPT_TOKENS, 1);
            return (ttftNanos + (outputTokens - 1) * replica.law().stepNanos(1, 1)) / outputTokens;
        });
    }

    private List<String> modelsBy(ToDoubleFunction<ReplicaConfig> cost) {
        return replicas.stream()
                .map(ReplicaConfig::model)
                .distinct()
                .sorted(Comparator.comparingDouble(model -> meanOver(model, cost)))
                .toList();
    }

    private double meanOver(String model, ToDoubleFunction<ReplicaConfig> cost) {
        return replicas.stream()
                .filter(replica -> replica.model().equals(model))
                .mapToDouble(cost)
                .average()
                .orElseThrow();
    }
}
