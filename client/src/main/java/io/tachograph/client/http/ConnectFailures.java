package io.tachograph.client.http;

import io.netty.channel.ConnectTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words why a connection could not be made, or broke. */
final class ConnectFailures {
    private static final Map<String, String> ERRNO = Map.of(
            "-111", "Connection refused",
            "-113", "No route to host",
            "-101", "Network is unreachable",
            "-104", "Connection reset by peer",
            "-110", "Connection timed out");

    private ConnectFailures() {}

    static String reasonOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root && !(root instanceof SSLException)) {
            root = root.getCause();
        }
        if (root instanceof UnknownHostException) {
            return "the host name cannot be resolved";
        }
        if (root instanceof ConnectTimeoutException) {
            return "nobody answered in time";
        }
        // Native transports give the system's error number, the JDK's its text.
        String told = String.valueOf(root.getMessage());
        for (Map.Entry<String, String> errno : ERRNO.entrySet()) {
            if (told.endsWith("error(" + errno.getKey() + ")") || told.contains(errno.getValue())) {
                return errno.getValue().toLowerCase(Locale.ROOT);
            }
        }
        @Nullable String message = root.getMessage();
        return message == null ? nameOf(root) : message.lines().findFirst().orElse("");
    }

    /** For failures whose message may quote what was received. */
    static String nameOf(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
