package io.tachograph.client.http;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words why a TLS handshake failed, Netty's or the JDK's. */
public final class TlsFailures {
    private static final String ALERT = "Received fatal alert: ";
    private static final int MAX_CAUSES = 20;

    private TlsFailures() {}

    /** Null for what is no failure of TLS; there always is a reason for an {@link SSLException}. */
    public static @Nullable String reasonOf(Throwable failure) {
        @Nullable String reason = null;
        @Nullable Throwable each = failure;
        for (int depth = 0; each != null && depth < MAX_CAUSES; depth++) {
            @Nullable String nearer = reasonOfOne(each);
            // The innermost cause is the most exact one.
            reason = nearer == null ? reason : nearer;
            each = each.getCause();
        }
        return reason;
    }

    private static @Nullable String reasonOfOne(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        if (failure instanceof CertificateExpiredException) {
            return "the server's certificate has expired";
        }
        if (failure instanceof CertificateNotYetValidException) {
            return "the server's certificate is not valid yet";
        }
        if (failure instanceof CertPathBuilderException) {
            return "the server's certificate is not signed by an authority that is trusted here";
        }
        if (failure instanceof CertificateException && message.startsWith("No ")) {
            return "the server's certificate is for another name (" + message + ")";
        }
        if (failure instanceof NotSslRecordException || message.contains("recognized SSL message")) {
            return "the server does not answer with TLS, probably it speaks plain HTTP on this port";
        }
        if (failure instanceof SslHandshakeTimeoutException) {
            return "the TLS handshake was not finished in time";
        }
        if (failure instanceof SSLException && message.contains("no_application_protocol")) {
            return "the server does not agree to HTTP/2";
        }
        if (failure instanceof SSLException && message.contains(ALERT)) {
            String alert = message.substring(message.indexOf(ALERT) + ALERT.length());
            return "the server refused the TLS handshake with the alert " + alert;
        }
        return failure instanceof SSLException ? "the TLS handshake failed: " + firstLine(message) : null;
    }

    /** For a connection that has ended while TLS was being agreed on. */
    static String reasonOfHandshake(Throwable failure) {
        @Nullable String reason = reasonOf(failure);
        return reason == null || failure instanceof ClosedChannelException || reason.contains("Connection closed while")
                ? "the server ended the connection within the TLS handshake"
                : reason;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("no reason given");
    }
}
