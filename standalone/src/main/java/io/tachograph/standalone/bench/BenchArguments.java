package io.tachograph.standalone.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything that a person may say about runs. */
final class BenchArguments {
    @Mixin
    TargetArguments target = new TargetArguments();

    @Mixin
    ArrivalArguments arrivals = new ArrivalArguments();

    @Mixin
    LimitArguments limits = new LimitArguments();

    @Mixin
    WorkloadArguments workload = new WorkloadArguments();

    @Mixin
    RequestArguments request = new RequestArguments();

    @Mixin
    HttpArguments http = new HttpArguments();

    @Mixin
    OutputArguments output = new OutputArguments();

    @Option(
            names = "--slo",
            paramLabel = "METRIC=DURATION,...",
            description = "Thresholds of a good request, such as ttft=500ms,tpot=50ms; for goodput and attainment.")
    @Nullable
    String slo;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Arrivals, prompts and cancellations follow from it (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--scenario",
            paramLabel = "FILE",
            description = "YAML file with any of these options under their long names; the command line wins.")
    @Nullable
    Path scenario;

    @Option(names = "--no-check", description = "Do not try the target with one request before the run.")
    boolean noCheck;

    @Option(names = "--no-server-metrics", description = "Do not read the target's /metrics.")
    boolean noServerMetrics;

    @Option(
            names = "--metrics-url",
            paramLabel = "URL",
            description = "Where the target's metrics are, if not at /metrics.")
    java.net.@Nullable URI metricsUrl;
}
