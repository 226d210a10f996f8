package io.tachograph.standalone.bench;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is asked of the target besides the load. */
@Section("Before and beside the run")
final class ServerArguments {
    @Option(
            names = "--no-check",
            description =
                    "Skip the checks before the run: one request, not counted, that shows whether the target answers, "
                            + "and whether the Kafka of --publish does.")
    boolean noCheck;

    @Option(
            names = "--no-server-metrics",
            description = "Do not read the target's Prometheus metrics to put them beside the client's.")
    boolean noServerMetrics;

    @Option(
            names = "--metrics-url",
            paramLabel = "URL",
            description =
                    "URL of the target's Prometheus metrics (default: /metrics of its host, where vLLM, SGLang, TGI "
                            + "and llama.cpp have them). --ca-file and --insecure apply to it as well.")
    @Nullable
    URI metricsUrl;
}
