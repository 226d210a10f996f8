package io.tachograph.standalone.bench;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is asked of the target besides the load. */
@Section("Before and beside the run")
final class ServerArguments {
    @Option(
            names = "--no-check",
            description = "Begin without one request beforehand, which counts nowhere and shows whether the target"
                    + " answers, and without a look whether --publish has a Kafka.")
    boolean noCheck;

    @Option(
            names = "--no-server-metrics",
            description = "Do not read the target's Prometheus metrics to put them beside the client's.")
    boolean noServerMetrics;

    @Option(
            names = "--metrics-url",
            paramLabel = "URL",
            description =
                    "Where they are (default: /metrics of the target's host, where vLLM, SGLang, TGI and llama.cpp have"
                            + " them). Asked with --ca-file and --insecure as the target is.")
    @Nullable
    URI metricsUrl;
}
