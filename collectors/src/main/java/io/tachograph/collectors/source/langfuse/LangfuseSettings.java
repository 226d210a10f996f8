package io.tachograph.collectors.source.langfuse;

import io.tachograph.collectors.source.UnreadDays;
import io.tachograph.config.Key;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One project. */
public record LangfuseSettings(
        @Key(value = "base URL of the server", otherwise = "required")
        String url,

        @Key(
                value = "name of the environment variable that holds the project's public key",
                byDefault = "LANGFUSE_PUBLIC_KEY")
        String publicKeyEnv,

        @Key(value = "name of the environment variable that holds its secret key", byDefault = "LANGFUSE_SECRET_KEY")
        String secretKeyEnv,

        @Key(value = "tenant that the project is counted for", otherwise = "none") @Nullable
        String tenant,

        @Key(
                value = "how many days are read each time, today's included: calls are reported late. No more than the"
                        + " project keeps",
                byDefault = "2")
        int days,

        @Key(
                value = "how many days are read after a start or an outage, at most. No more than the project keeps",
                otherwise = "`days`, 3 at least")
        @Nullable
        Integer catchUpDays,

        @Key(
                value =
                        "whether sessions are counted: for that every call is read, where the server has no list of traces",
                byDefault = "false")
        boolean sessions,

        @Key(value = "PEM file with the certificates that are trusted", otherwise = "the JDK's") @Nullable
        Path caFile) {
    public LangfuseSettings {
        if (url == null) {
            throw new IllegalArgumentException("a source of kind langfuse needs url");
        }
        if (days < 1 || days > 90) {
            throw new IllegalArgumentException("days must be from 1 to 90");
        }
        if (catchUpDays != null && (catchUpDays < days || catchUpDays > 90)) {
            throw new IllegalArgumentException("catch-up-days must be from days to 90");
        }
    }

    UnreadDays unread() {
        return new UnreadDays(days, catchUpDays == null ? Math.max(days, 3) : catchUpDays);
    }
}
