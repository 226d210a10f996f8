package io.tachograph.client.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the {@code Keep-Alive} header says about how long a server keeps an idle connection. */
final class KeepAlive {
    private static final Pattern TIMEOUT = Pattern.compile("timeout=(\\d{1,6})");

    private KeepAlive() {}

    /** The smaller of the client's own limit and a second less than the server's. */
    static long limitNanos(HttpHeaders headers, long ownLimitNanos) {
        @Nullable String header = headers.get("Keep-Alive");
        if (header == null) {
            return ownLimitNanos;
        }
        Matcher timeout = TIMEOUT.matcher(header);
        if (!timeout.find()) {
            return ownLimitNanos;
        }
        long serverLimitNanos = TimeUnit.SECONDS.toNanos(Long.parseLong(timeout.group(1)) - 1);
        return Math.max(0, Math.min(ownLimitNanos, serverLimitNanos));
    }
}
