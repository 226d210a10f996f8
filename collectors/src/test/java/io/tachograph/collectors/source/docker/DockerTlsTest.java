package io.tachograph.collectors.source.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that wants a client's certificate, as {@code dockerd --tlsverify} does. */
class DockerTlsTest {
    private static final char[] PASSWORD = "for-tests-only".toCharArray();

    @TempDir
    Path folder;

    private KeyStore store;
    private Path certificates;

    @BeforeEach
    void make() throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(new ArrayList<>(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "both",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        certificates = Files.createDirectory(folder.resolve("certs"));
        Key key = store.getKey("both", PASSWORD);
        pem("ca.pem", "CERTIFICATE", store.getCertificate("both").getEncoded());
        pem("cert.pem", "CERTIFICATE", store.getCertificate("both").getEncoded());
        pem("key.pem", "PRIVATE KEY", key.getEncoded());
    }

    private void pem(String name, String what, byte[] der) throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                certificates.resolve(name),
                "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n",
                StandardCharsets.US_ASCII);
    }

    private FakeDocker secured() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", store.getCertificate("both"));
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        SSLServerSocket server =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
        server.setNeedClientAuth(true);
        port = server.getLocalPort();
        return FakeDocker.on(server);
    }

    private int port;

    private DockerBench bench() throws Exception {
        return new DockerBench(
                "{}",
                () -> HostGpus.UNKNOWN,
                Map.of("DOCKER_HOST", "tcp://localhost:" + port, "DOCKER_CERT_PATH", certificates.toString()));
    }

    @Test
    void engineThatWantsACertificate_getsIt_andEnginesAreReachedByPublishedPorts() throws Throwable {
        try (FakeDocker docker = secured();
                DockerBench bench = bench()) {
            docker.answers.put(
                    "/containers/json",
                    FakeDocker.json(FakeDocker.recorded("containers.json")
                            .replace("\"Labels\":{},", "\"Labels\":{\"tachograph.engine\":\"none\"},")));
            bench.read();
            assertThat(bench.targets.all())
                    .extracting(found -> found.config().url().toString())
                    .containsExactly("http://localhost:18000");
        }
    }

    @Test
    void withoutACertificate_orWithoutItsAuthority_theSentenceSaysWhere() throws Throwable {
        try (FakeDocker docker = secured()) {
            Files.delete(certificates.resolve("ca.pem"));
            try (DockerBench bench = bench()) {
                assertThatThrownBy(bench::read)
                        .hasMessageStartingWith("no TLS connection to https://localhost:" + port)
                        .hasMessageContaining("ca.pem, cert.pem and key.pem");
            }
            assertThat(docker.asked).isEmpty();
        }
    }

    @Test
    void keyOfAnotherForm_isASentenceThatSaysHowToConvertIt() throws Throwable {
        try (FakeDocker docker = secured()) {
            pem("key.pem", "RSA PRIVATE KEY", new byte[] {1, 2, 3});
            try (DockerBench bench = bench()) {
                assertThatThrownBy(bench::read).hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
            }
            assertThat(docker.asked).isEmpty();
        }
    }
}
