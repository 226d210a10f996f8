package io.tachograph.client.http;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The trust of a {@link TlsConfig} as the JDK's HTTP client takes it. */
final class JdkTls {
    private JdkTls() {}

    /** @throws IllegalArgumentException for a CA file that is no good */
    static @Nullable SSLContext of(TlsConfig tls) {
        Path caFile = tls.caFile();
        if (caFile == null && !tls.insecure()) {
            return null;
        }
        try {
            TrustManagerFactory trust = caFile == null ? InsecureTrustManagerFactory.INSTANCE : trusting(caFile);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JDK offers no TLS: " + e.getMessage(), e);
        }
    }

    private static TrustManagerFactory trusting(Path caFile) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int ordinal = 0;
        for (X509Certificate certificate : CaFile.read(caFile)) {
            store.setCertificateEntry("ca-" + ordinal++, certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust;
    }
}
