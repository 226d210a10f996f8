package io.tachograph.standalone.up;

import io.tachograph.config.TargetSection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A target on the command line. */
@SuppressWarnings("NullAway.Init") // picocli fills required options.
final class TargetOptions {
    @Option(names = "--target", required = true, paramLabel = "URL", description = "Base URL of an endpoint to probe.")
    String url;

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "Model to request from it.")
    String model;

    @Option(
            names = "--api-key-env",
            paramLabel = "VAR",
            description = "Name of the environment variable with its API key.")
    @Nullable
    String apiKeyEnv;

    TargetSection settings() {
        return TargetSection.of(url, model, apiKeyEnv);
    }
}
