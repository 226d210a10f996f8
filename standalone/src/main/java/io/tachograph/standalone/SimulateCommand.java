package io.tachograph.standalone;

import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.SimulatedFleet;
import io.tachograph.simulator.SimulatedReplica;
import io.tachograph.standalone.log.Logs;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tachograph simulate}. */
@Command(
        name = "simulate",
        description = "Runs the simulated fleet alone: servers that answer like vLLM, two replicas for each model.")
final class SimulateCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9000",
            description = "Port of the first replica; the others follow (default: ${DEFAULT-VALUE}; 0: any free ones).")
    int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Address to listen on (default: LISTEN_HOST, else 127.0.0.1).")
    @Nullable
    String host;

    @Option(
            names = "--models",
            paramLabel = "N",
            defaultValue = "3",
            description = "Number of models (default: ${DEFAULT-VALUE}).")
    int models;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "Seed of everything random in the fleet (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--stamps",
            description =
                    "Write into each chunk the server's monotonic clock, read as the chunk is handed to the socket.")
    boolean stamps;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        String listen = host != null ? host : ProcessEnvironment.listenHost(environment);
        FleetConfig config = FleetConfig.standard(models, seed, listen, port).withStamps(stamps);
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(end::countDown, "tachograph-interrupt"));
        try (SimulatedFleet fleet = SimulatedFleet.start(config)) {
            for (SimulatedReplica replica : fleet.replicas()) {
                System.out.println("  " + replica.uri() + "/v1   " + replica.model());
            }
            System.out.println("Stop with Ctrl-C.");
            System.out.flush();
            end.await();
        }
        return 0;
    }
}
