package io.tachograph.standalone.agent;

import io.tachograph.client.endpoint.RequestOptions;
import io.tachograph.client.load.Arrivals;
import io.tachograph.client.load.ClosedLoop;
import io.tachograph.client.load.ConstantRate;
import io.tachograph.client.load.Poisson;
import io.tachograph.client.workload.dataset.Dataset;
import io.tachograph.collectors.agent.ProbeConfig;
import io.tachograph.config.ProbesSection;
import io.tachograph.config.TachographConfig;
import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;

/** The probe agent's configuration, from the file's. */
public final class Probing {
    private static final double TEMPERATURE = 0;

    private Probing() {}

    /** @throws IOException when the file with prompts cannot be read */
    public static ProbeConfig of(TachographConfig config, Map<String, String> environment) throws IOException {
        ProbesSection probes = config.probes();
        Dataset prompts = probes.prompts().isBlank() ? Dataset.builtIn() : Dataset.load(Path.of(probes.prompts()));
        return ProbeConfig.poisson(agentName(config), probes.rate(), probes.seed())
                .withArrivals(target -> arrivals(probes, target))
                .withOptions(RequestOptions.defaults()
                        .withStreamed(probes.stream())
                        .withMaxTokens(probes.maxOutputTokens())
                        .withTemperature(TEMPERATURE)
                        .withTimeout(probes.timeout()))
                .withPrompts(prompts)
                .withEnvironment(environment::get);
    }

    private static Arrivals arrivals(ProbesSection probes, TargetConfig target) {
        return switch (probes.arrivals()) {
            case CLOSED -> ClosedLoop.of(probes.concurrency());
            case CONSTANT -> new ConstantRate(probes.rate());
            // A seed of the target's own, so that no two targets are asked in step.
            case POISSON ->
                new Poisson(probes.rate(), probes.seed() ^ target.slug().hashCode());
        };
    }

    /** The agent's name: what the configuration says, or else the host name. */
    static String agentName(TachographConfig config) {
        String name = config.agent().name();
        return name != null ? name : hostName();
    }

    /** The name of the machine: what the configuration says, or else the host name. */
    static String nodeName(TachographConfig config) {
        String node = config.agent().node();
        return node != null ? node : hostName();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this-host";
        }
    }
}
