package io.tachograph.standalone.agent;

import io.tachograph.client.endpoint.Keep;
import io.tachograph.client.endpoint.RequestOptions;
import io.tachograph.client.http.HttpClientConfig;
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
import java.time.Duration;
import java.util.Map;

/** The probe agent's configuration, from the file's. */
public final class Probing {
    private static final double TEMPERATURE = 0;
    private static final Duration HEARTBEAT_AFTER = Duration.ofSeconds(1);
    private static final Duration STOP_GRACE = Duration.ofSeconds(1);

    private Probing() {}

    /** @throws IOException when the file with prompts cannot be read */
    public static ProbeConfig of(TachographConfig config, Map<String, String> environment) throws IOException {
        ProbesSection probes = config.probes();
        Dataset prompts = probes.prompts().isBlank() ? Dataset.builtIn() : Dataset.load(Path.of(probes.prompts()));
        return new ProbeConfig(
                agentName(config),
                target -> arrivals(probes, target),
                new RequestOptions(
                        probes.stream(), probes.maxOutputTokens(), TEMPERATURE, probes.timeout(), Keep.NOTHING),
                prompts,
                probes.seed(),
                HEARTBEAT_AFTER,
                STOP_GRACE,
                HttpClientConfig.defaults(),
                environment::get);
    }

    private static Arrivals arrivals(ProbesSection probes, TargetConfig target) {
        return switch (probes.arrivals()) {
            case CLOSED -> ClosedLoop.of(probes.concurrency());
            case CONSTANT -> new ConstantRate(probes.rate());
            case POISSON -> new Poisson(probes.rate(), ProbeConfig.seedOf(target, probes.seed()));
        };
    }

    /** The agent's name: what the configuration says, or else the host name. */
    public static String agentName(TachographConfig config) {
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
