package io.tachograph.collectors.http;

import io.netty.channel.ConnectTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words why a connection did not come about or broke. */
final class ConnectFailures {
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
        @Nullable String message = root.getMessage();
        return message == null ? nameOf(root) : message.lines().findFirst().orElse("");
    }

    /** For failures whose message may quote what was received. */
    static String nameOf(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
