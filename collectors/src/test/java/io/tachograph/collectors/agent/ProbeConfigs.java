package io.tachograph.collectors.agent;

import io.tachograph.client.endpoint.RequestOptions;
import io.tachograph.client.http.HttpClientConfig;
import io.tachograph.client.load.Arrivals;
import io.tachograph.client.workload.dataset.Dataset;
import java.time.Duration;

/** Configurations of probes by {@code agent-1}: built-in prompts, no API keys, a second of grace. */
public final class ProbeConfigs {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private ProbeConfigs() {}

    static ProbeConfig of(Arrivals arrivals) {
        return of(arrivals, SECOND);
    }

    static ProbeConfig of(Arrivals arrivals, Duration heartbeatAfter) {
        return of(arrivals, RequestOptions.defaults(), heartbeatAfter, HttpClientConfig.defaults());
    }

    static ProbeConfig of(Arrivals arrivals, HttpClientConfig http) {
        return of(arrivals, RequestOptions.defaults(), SECOND, http);
    }

    public static ProbeConfig of(Arrivals arrivals, RequestOptions options) {
        return of(arrivals, options, SECOND, HttpClientConfig.defaults());
    }

    private static ProbeConfig of(
            Arrivals arrivals, RequestOptions options, Duration heartbeatAfter, HttpClientConfig http) {
        return new ProbeConfig(
                "agent-1",
                target -> arrivals,
                options,
                Dataset.builtIn(),
                7,
                heartbeatAfter,
                SECOND,
                http,
                variable -> null);
    }
}
