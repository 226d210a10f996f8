package io.tachograph.standalone.bench;

import io.tachograph.client.endpoint.Keep;
import io.tachograph.client.endpoint.RequestOptions;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How each prompt is asked. */
@Section("Requests")
final class RequestArguments {
    @Option(names = "--no-stream", description = "Ask for whole answers, which have no TTFT.")
    boolean whole;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            defaultValue = "64",
            description = "Output token limit of a request where the workload sets none (default: ${DEFAULT-VALUE}).")
    int maxTokens;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "0",
            description = "Sampling temperature (default: ${DEFAULT-VALUE}).")
    double temperature;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "120s",
            description = "Time after which a request is given up and counts as failed (default: ${DEFAULT-VALUE}).")
    Duration timeout = Duration.ofMinutes(2);

    RequestOptions options(Keep keep) {
        return new RequestOptions(!whole, maxTokens, temperature, timeout, keep);
    }
}
