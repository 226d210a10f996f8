package io.tachograph.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates that nobody but the tests trusts, made with the JDK's own tool. */
enum TestCertificate {
    LOCALHOST("localhost", false),
    OTHER_NAME("elsewhere.example", false),
    /** Signed by an authority that is still valid: the validity of what is trusted itself is not looked at. */
    EXPIRED("localhost", true);

    private static final char[] PASSWORD = "for-tests-only".toCharArray();

    private final String host;
    private final boolean expired;

    TestCertificate(String host, boolean expired) {
        this.host = host;
        this.expired = expired;
    }

    ServerSocket serverSocket() throws Exception {
        return serverSocket(InetAddress.getLoopbackAddress());
    }

    ServerSocket serverSocket(InetAddress address) throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys().getKeyManagers(), null, null);
        return tls.getServerSocketFactory().createServerSocket(0, 50, address);
    }

    KeyManagerFactory keys() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(), PASSWORD);
        return keys;
    }

    /** A file with the certificate of the authority. */
    Path pem() throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(
                        store().getCertificate(expired ? "ca" : "server").getEncoded());
        return Files.writeString(
                file(".pem"),
                "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n",
                StandardCharsets.US_ASCII);
    }

    private Path file(String suffix) {
        return Path.of(System.getProperty("java.io.tmpdir"), "test-" + name() + suffix);
    }

    private KeyStore store() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = file(".p12");
        if (!Files.exists(file)) {
            make(file);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private void make(Path store) throws IOException, InterruptedException {
        generate(store, "server");
        if (expired) {
            generate(store, "ca");
            Path request = file(".csr");
            Path answer = file(".crt");
            keytool(store, "-certreq", "-alias", "server", "-file", request.toString());
            keytool(
                    store,
                    "-gencert",
                    "-alias",
                    "ca",
                    "-startdate",
                    "-10d",
                    "-validity",
                    "5",
                    "-rfc",
                    "-ext",
                    "san=dns:" + host,
                    "-infile",
                    request.toString(),
                    "-outfile",
                    answer.toString());
            keytool(store, "-importcert", "-noprompt", "-alias", "server", "-file", answer.toString());
        }
    }

    private void generate(Path store, String alias) throws IOException, InterruptedException {
        keytool(
                store,
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-dname",
                "CN=" + host + " " + alias,
                "-ext",
                "san=dns:" + host);
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", new String(PASSWORD)));
        Process keytool = new ProcessBuilder(command).inheritIO().start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool failed");
        }
    }
}
