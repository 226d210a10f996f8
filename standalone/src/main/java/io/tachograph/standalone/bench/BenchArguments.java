package io.tachograph.standalone.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything that a person may say about runs. The order is that of the help. */
@Section("Scenario")
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
    ServerArguments server = new ServerArguments();

    @Mixin
    OutputArguments output = new OutputArguments();

    @Option(
            names = "--scenario",
            paramLabel = "FILE",
            description =
                    "YAML file with any of these options by their long names, without the dashes; the command line "
                            + "takes precedence.")
    @Nullable
    Path scenario;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of arrivals, prompts and cancellations (default: ${DEFAULT-VALUE}).")
    long seed;
}
