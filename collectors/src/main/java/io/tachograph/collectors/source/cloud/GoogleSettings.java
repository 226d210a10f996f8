package io.tachograph.collectors.source.cloud;

import io.tachograph.config.Key;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Vertex AI's models in one project. */
public record GoogleSettings(
        @Key(value = "id of the project", otherwise = "required")
        String project,

        @Key(
                value = "file with the key of a service account, or a configuration of workload identity federation",
                otherwise = "Google's library looks for credentials where it always does")
        @Nullable
        Path credentialsFile,

        @Key(value = "base URL", byDefault = "https://monitoring.googleapis.com")
        String url,

        @Key(value = "tenant that their usage is counted for", otherwise = "none") @Nullable
        String tenant,

        @Key(value = "how long each minute is read again", otherwise = "30m") @Nullable
        Duration reread,

        @Key(value = "how far back is read after a start or an outage", otherwise = "6h") @Nullable
        Duration catchUp,

        @Key(value = "PEM file with the certificates that are trusted", otherwise = "the JDK's") @Nullable
        Path caFile) {
    public GoogleSettings {
        if (project == null || !project.matches("[A-Za-z0-9:._-]{1,100}")) {
            throw new IllegalArgumentException("a source of kind google-monitoring needs project");
        }
        Lateness unused = Lateness.of(reread, catchUp);
    }
}
