package io.tachograph.client.http;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Which servers a client believes.
 *
 * @param caFile PEM file with one or more certificates that are trusted instead of the JDK's; null for the JDK's
 * @param insecure believe every server: neither its certificate nor its name is verified, so anyone on the way can read
 *     and change what is sent, API keys included. For test set-ups only
 */
public record TlsConfig(@Nullable Path caFile, boolean insecure) {
    public TlsConfig {
        if (caFile != null && insecure) {
            throw new IllegalArgumentException("a CA file and no verification at all contradict each other");
        }
    }

    /** The trust store of the JDK. */
    public static TlsConfig jdkTrust() {
        return new TlsConfig(null, false);
    }

    /** The certificates of a PEM file, and no others. Read when the client starts. */
    public static TlsConfig trusting(Path caFile) {
        return new TlsConfig(caFile, false);
    }

    /** The certificates of this PEM file, or, where there is none, the trust store of the JDK. */
    public static TlsConfig trustingOrJdk(@Nullable Path caFile) {
        return new TlsConfig(caFile, false);
    }

    /** No verification at all; see {@link #insecure()}. */
    public static TlsConfig unverified() {
        return new TlsConfig(null, true);
    }

    /**
     * The same trust for the JDK's own HTTP client; null for the JDK's trust store. A CA file that changes is read again.
     *
     * @throws IllegalArgumentException for a CA file that is no good
     */
    public @Nullable SSLContext jdkContext() {
        return JdkTls.of(this);
    }
}
