package io.tachograph.collectors.source.http;

import io.tachograph.client.http.TlsFailures;
import io.tachograph.client.scrape.BodyTooLargeException;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What a failed request means, and what to do about it. */
public final class HttpFailure {
    private HttpFailure() {}

    /**
     * @param failure as a future or a stream ended with
     * @return the failure itself where it says already what is wrong
     * @throws IllegalStateException for what is no failure of a request, but our own
     */
    public static SourceException of(URI url, Throwable failure) {
        String place = shown(url);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SourceException known) {
                return known;
            }
            if (cause instanceof BodyTooLargeException) {
                return new SourceException(
                        FailureKind.TOO_LARGE, place + " has no page of the expected kind: " + cause.getMessage());
            }
            if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
                return new SourceException(
                        FailureKind.TIMEOUT,
                        place + " does not answer in time: is the host up, and does a firewall drop packets?");
            }
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return new SourceException(
                        FailureKind.UNREACHABLE,
                        "the name " + url.getHost() + " does not resolve: check the address and DNS");
            }
            if (cause instanceof SSLException tls) {
                return new SourceException(
                        FailureKind.UNREACHABLE,
                        place + " offers no TLS that is trusted (" + TlsFailures.reasonOf(tls)
                                + "): name its CA as ca-file, or http instead of https");
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return new SourceException(
                        FailureKind.UNREACHABLE,
                        "nobody listens at " + url.getHost() + " port " + port(url)
                                + ": is it running, and is the port right?");
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return new SourceException(
                        FailureKind.MALFORMED,
                        place + " breaks off or does not speak HTTP: is that the right port, and http or https?");
            }
        }
        throw new IllegalStateException("a request failed by a bug: " + failure, failure);
    }

    /** An address as people may see it: without user, query and fragment, which may hold a key. */
    public static String shown(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + path;
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    }
}
