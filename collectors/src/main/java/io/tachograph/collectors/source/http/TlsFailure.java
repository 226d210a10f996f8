package io.tachograph.collectors.source.http;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Why no TLS connection came about, in a few words. */
public final class TlsFailure {
    private TlsFailure() {}

    public static String words(SSLException failure) {
        boolean unknownSigner = false;
        StringBuilder said = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return "its certificate has expired, or is not valid yet";
            }
            unknownSigner |= cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException;
            said.append(cause.getMessage()).append('\n');
        }
        String lower = said.toString().toLowerCase(Locale.ROOT);
        if (unknownSigner) {
            return "its certificate is signed by nobody who is trusted here";
        }
        if (lower.contains("subject alternative") || lower.contains("no name matching")) {
            return "its certificate is for another name";
        }
        if (lower.contains("unrecognized ssl message") || lower.contains("plaintext")) {
            return "it does not speak TLS";
        }
        if (lower.contains("protocol_version") || lower.contains("handshake_failure")) {
            return "there is no version or cipher of TLS that both sides know, or it wants a client's certificate";
        }
        return lower.contains("fatal alert") ? "it refuses this client's certificate" : "the handshake broke off";
    }
}
