package io.tachograph.collectors.source.litellm;

import io.tachograph.collectors.source.UnreadDays;
import io.tachograph.config.Key;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One proxy. */
public record LiteLlmSettings(
        @Key(value = "base URL of the proxy", otherwise = "required")
        String url,

        @Key(
                value = "full URL of its metrics, where they have a port of their own (`--prometheus_metrics_port`)",
                otherwise = "`url` with `/metrics`")
        @Nullable
        String metricsUrl,

        @Key(
                value = "name under which its models are targets: `cluster` with `litellm` and the model make the slug",
                otherwise = "host and port of the URL")
        @Nullable
        String cluster,

        @Key("name of the environment variable that holds a key of the proxy; an admin's key sees every team") @Nullable
        String apiKeyEnv,

        @Key(
                value =
                        "how many days back what was used is read, every 15 minutes; 0 for not at all. The proxy needs its"
                                + " database for it",
                byDefault = "2")
        int usageDays,

        @Key(
                value = "how many days back what was used is read after a start or an outage, at most",
                otherwise = "`usage-days`, 7 at least")
        @Nullable
        Integer catchUpDays,

        @Key(value = "PEM file with the certificates that are trusted", otherwise = "the JDK's") @Nullable
        Path caFile) {
    public LiteLlmSettings {
        if (url == null) {
            throw new IllegalArgumentException("a source of kind litellm needs url");
        }
        if (usageDays < 0 || usageDays > 90) {
            throw new IllegalArgumentException("usage-days must be from 0 to 90");
        }
        if (catchUpDays != null && (catchUpDays < usageDays || catchUpDays > 90)) {
            throw new IllegalArgumentException("catch-up-days must be from usage-days to 90");
        }
    }

    /** Those that are read back, and today; null for none at all. */
    @Nullable
    UnreadDays unread() {
        int catchUp = catchUpDays == null ? Math.max(usageDays, 7) : catchUpDays;
        return usageDays == 0 ? null : new UnreadDays(usageDays + 1, catchUp + 1);
    }
}
