package io.tachograph.collectors.source.cloud;

import io.tachograph.config.Key;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bedrock's models in one region of one account. */
public record CloudWatchSettings(
        @Key(value = "region, such as us-east-1", otherwise = "required")
        String region,

        @Key(
                value =
                        "ids of the models, or inference profiles, whose metrics are read: each is paid for with each reading",
                otherwise = "required")
        List<String> models,

        @Key(
                value = "name of the environment variable that holds the id of an access key",
                otherwise = "the AWS SDK looks for credentials where it always does")
        @Nullable
        String accessKeyIdEnv,

        @Key(value = "name of the environment variable that holds its secret", byDefault = "AWS_SECRET_ACCESS_KEY")
        String secretAccessKeyEnv,

        @Key(value = "name of the environment variable that holds the token of a session", otherwise = "none") @Nullable
        String sessionTokenEnv,

        @Key(value = "base URL", otherwise = "https://monitoring.REGION.amazonaws.com") @Nullable
        String url,

        @Key(value = "tenant that their usage is counted for", otherwise = "none") @Nullable
        String tenant,

        @Key(value = "how long each minute is read again", otherwise = "30m") @Nullable
        Duration reread,

        @Key(value = "how far back is read after a start or an outage", otherwise = "6h") @Nullable
        Duration catchUp,

        @Key(value = "PEM file with the certificates that are trusted", otherwise = "the JDK's") @Nullable
        Path caFile) {
    /** Of one question. */
    private static final int MOST_MODELS = 500 / BedrockMetric.values().length;

    public CloudWatchSettings {
        if (region == null || !region.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("a source of kind cloudwatch needs region, such as us-east-1");
        }
        if (models == null || models.isEmpty() || models.size() > MOST_MODELS) {
            throw new IllegalArgumentException("a source of kind cloudwatch needs models: from 1 to " + MOST_MODELS
                    + ", each of which is paid for");
        }
        models = List.copyOf(models);
        Lateness unused = Lateness.of(reread, catchUp);
    }
}
