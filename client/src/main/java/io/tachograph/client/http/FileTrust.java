package io.tachograph.client.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trusts the certificates of a PEM file as it is when a server shows its own: authorities are exchanged while a process
 * runs. A file that is no good any more changes nothing. Thread-safe.
 */
final class FileTrust extends X509ExtendedTrustManager {
    private static final Logger LOG = LoggerFactory.getLogger(FileTrust.class);

    /** What was read from the file when it had that stamp. */
    private record Read(FileStamp stamp, X509ExtendedTrustManager trust) {}

    private final Path file;
    private volatile Read read;

    /** @throws IllegalArgumentException for a file that is no good */
    FileTrust(Path file) {
        this.file = file;
        this.read = new Read(FileStamp.of(file), trusting(file));
    }

    private X509ExtendedTrustManager now() {
        Read known = read;
        FileStamp stamp = FileStamp.of(file);
        if (stamp.equals(known.stamp())) {
            return known.trust();
        }
        X509ExtendedTrustManager trust = known.trust();
        try {
            trust = trusting(file);
            LOG.info("CA file {} has changed and was read again", file);
        } catch (IllegalArgumentException e) {
            LOG.warn("what CA file {} held before stays trusted: {}", file, e.getMessage());
        }
        read = new Read(stamp, trust);
        return trust;
    }

    private static X509ExtendedTrustManager trusting(Path file) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int ordinal = 0;
            for (X509Certificate certificate : CaFile.read(file)) {
                store.setCertificateEntry("ca-" + ordinal++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return Arrays.stream(trust.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("this JDK verifies no certificates"));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JDK offers no TLS: " + e.getMessage(), e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        now().checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        now().checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        now().checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        now().checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        now().checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        now().checkClientTrusted(chain, authType, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return now().getAcceptedIssuers();
    }
}
