package io.tachograph.collectors.source.docker;

import io.tachograph.client.http.FileStamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS as Docker's own client has it: {@code ca.pem}, {@code cert.pem} and {@code key.pem} in one folder. */
final class DockerTls {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final char[] NO_PASSWORD = {};

    private DockerTls() {}

    /**
     * @param folder null for TLS without a client certificate and with the machine's authorities
     * @throws BadCertificatesException in one sentence, without what the files hold
     */
    static SSLSocketFactory factory(@Nullable Path folder) throws BadCertificatesException {
        if (folder == null) {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity(folder), authorities(folder.resolve("ca.pem")), null);
            return context.getSocketFactory();
        } catch (BadCertificatesException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new BadCertificatesException(
                    folder + " holds cert.pem and no key.pem, its private key: Docker's client wants both");
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new BadCertificatesException("the certificates in " + folder
                    + " cannot be used: ca.pem and cert.pem must be certificates in PEM form, key.pem the private key"
                    + " of cert.pem, and the agent's user must be allowed to read them");
        }
    }

    /** Changes whenever a file in the folder does. */
    static List<FileStamp> stamps(@Nullable Path folder) {
        return folder == null
                ? List.of()
                : Stream.of("ca.pem", "cert.pem", "key.pem")
                        .map(name -> FileStamp.of(folder.resolve(name)))
                        .toList();
    }

    private static KeyManager @Nullable [] identity(Path folder) throws GeneralSecurityException, IOException {
        Path certificate = folder.resolve("cert.pem");
        if (!Files.exists(certificate)) {
            return null;
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        Certificate[] chain = certificates(certificate).toArray(new Certificate[0]);
        store.setKeyEntry("client", key(folder.resolve("key.pem"), chain), NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static PrivateKey key(Path file, Certificate[] chain) throws GeneralSecurityException, IOException {
        Matcher pem = PKCS8.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find() || chain.length == 0) {
            throw new BadCertificatesException("key.pem in " + file.getParent() + " is no PKCS-8 key; convert it:"
                    + " openssl pkcs8 -topk8 -nocrypt -in key.pem -out new-key.pem");
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
        return KeyFactory.getInstance(chain[0].getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static TrustManager @Nullable [] authorities(Path file) throws GeneralSecurityException, IOException {
        if (!Files.exists(file)) {
            return null;
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate authority : certificates(file)) {
            store.setCertificateEntry("authority-" + number++, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }
}
