package io.tachograph.client.http;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
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
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    null,
                    caFile == null
                            ? InsecureTrustManagerFactory.INSTANCE.getTrustManagers()
                            : new TrustManager[] {new FileTrust(caFile)},
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK offers no TLS: " + e.getMessage(), e);
        }
    }
}
