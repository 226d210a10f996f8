package io.tachograph.standalone.bench;

import io.tachograph.schemas.TargetConfig;
import io.tachograph.standalone.config.ConfigException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

final class EndpointChoice {
    private EndpointChoice() {}

    static TargetConfig choose(Path endpoints, @Nullable Path clusters, @Nullable String slug) throws ConfigException {
        throw new ConfigException("not yet");
    }
}
