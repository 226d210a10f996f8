package io.tachograph.standalone.bench;

import io.tachograph.simulator.Faults;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.LatencyLaw;
import io.tachograph.simulator.ReplicaConfig;
import io.tachograph.simulator.ServedRequest;
import io.tachograph.simulator.SimulatedFleet;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One simulated server, and what it knows of every answer it gave. */
final class QuickFleet implements AutoCloseable {
    static final String MODEL = "quick-1b";

    private final Map<String, ServedRequest> served = new ConcurrentHashMap<>();
    private final SimulatedFleet fleet;

    private QuickFleet(ReplicaConfig replica) throws IOException {
        fleet = SimulatedFleet.start(
                new FleetConfig("127.0.0.1", 7, false, List.of(replica)),
                request -> served.put(String.valueOf(request.requestId()), request));
    }

    /** Answers of 8 to 16 tokens in some tens of milliseconds. */
    static QuickFleet start() throws IOException {
        return of(new LatencyLaw(0.010, 0, 0.001, 0, 0.1), 32, 8, 16);
    }

    static QuickFleet of(LatencyLaw law, int maxRunning, int leastTokens, int mostTokens) throws IOException {
        return new QuickFleet(new ReplicaConfig(
                "quick",
                MODEL,
                0,
                maxRunning,
                8_192,
                leastTokens,
                mostTokens,
                law,
                Faults.none(),
                Duration.ofMinutes(1)));
    }

    String url() {
        return fleet.replicas().get(0).uri().toString();
    }

    /** By request id. */
    Map<String, ServedRequest> served() {
        return served;
    }

    /** Runs {@code bench} against it. */
    Ran bench(String... options) {
        String[] line = new String[options.length + 5];
        line[0] = "bench";
        line[1] = "--target";
        line[2] = url();
        line[3] = "--model";
        line[4] = MODEL;
        System.arraycopy(options, 0, line, 5, options.length);
        return Ran.of(line);
    }

    @Override
    public void close() {
        fleet.close();
    }
}
