package io.tachograph.collectors.source.loki;

import io.tachograph.config.Key;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where lines of logs go. */
public record LokiSettings(
        @Key(value = "base URL of Loki, or the full URL of its push API", otherwise = "nothing is forwarded") @Nullable
        String url,

        @Key("tenant of Loki's, for `X-Scope-OrgID`") @Nullable
        String tenant,

        @Key("name of the environment variable that holds a key, or `USER:PASSWORD`") @Nullable
        String apiKeyEnv,

        @Key(value = "PEM file with the certificates that are trusted", otherwise = "the JDK's") @Nullable
        Path caFile,

        @Key(value = "MiB of lines that may wait; the oldest are dropped and counted", byDefault = "16")
        int queueMib) {
    private static final String PUSH = "/loki/api/v1/push";
    private static final int MOST_QUEUE_MIB = 1024;

    public LokiSettings {
        if (url != null) {
            URI unused = address(url);
        }
        if (tenant != null && !tenant.matches("[!-~]+")) {
            throw new IllegalArgumentException("tenant '" + tenant + "' must be the id of a tenant of Loki's");
        }
        if (queueMib < 1 || queueMib > MOST_QUEUE_MIB) {
            throw new IllegalArgumentException("queue-mib must be from 1 to " + MOST_QUEUE_MIB);
        }
    }

    /** Whether lines are forwarded. */
    public boolean isWanted() {
        return url != null;
    }

    static URI address(String url) {
        try {
            URI told = URI.create(url);
            boolean http = "http".equals(told.getScheme()) || "https".equals(told.getScheme());
            if (!http || told.getHost() == null) {
                throw new IllegalArgumentException("the URL of Loki must be http://HOST or https://HOST");
            }
            if (told.getUserInfo() != null) {
                throw new IllegalArgumentException("the URL of Loki must hold no password: name it by api-key-env");
            }
            return told.getPath().endsWith(PUSH) ? told : URI.create(url.replaceFirst("/+$", "") + PUSH);
        } catch (IllegalArgumentException e) {
            // The JDK's sentence quotes the URL, with what may be a password.
            throw e.getCause() == null ? e : new IllegalArgumentException("the URL of Loki is no URL");
        }
    }
}
