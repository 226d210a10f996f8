package io.tachograph.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir
    Path folder;

    @Test
    void certificateOfAnUnknownAuthority_isRefused() throws Exception {
        assertThat(outcome(TestCertificate.LOCALHOST, TlsConfig.jdkTrust()))
                .endsWith("the server's certificate is not signed by an authority that is trusted here");
    }

    @Test
    void certificateForAnotherName_isRefused_thoughItsAuthorityIsTrusted() throws Exception {
        assertThat(outcome(TestCertificate.OTHER_NAME, TlsConfig.trusting(TestCertificate.OTHER_NAME.pem())))
                .contains("the server's certificate is for another name (")
                .contains("localhost");
    }

    @Test
    void expiredCertificate_isRefused_thoughItsAuthorityIsTrusted() throws Exception {
        assertThat(outcome(TestCertificate.EXPIRED, TlsConfig.trusting(TestCertificate.EXPIRED.pem())))
                .endsWith("the server's certificate has expired");
    }

    @Test
    void ownAuthorities_areTrusted_severalInOneFile() throws Exception {
        Path both = Files.writeString(
                folder.resolve("ca.pem"),
                "# ours\n" + Files.readString(TestCertificate.OTHER_NAME.pem())
                        + Files.readString(TestCertificate.LOCALHOST.pem()));

        assertThat(outcome(TestCertificate.LOCALHOST, TlsConfig.trusting(both))).isEqualTo("complete");
    }

    @Test
    void ownAuthority_isTrustedInsteadOfOthers() throws Exception {
        assertThat(outcome(TestCertificate.LOCALHOST, TlsConfig.trusting(TestCertificate.OTHER_NAME.pem())))
                .endsWith("is not signed by an authority that is trusted here");
    }

    @Test
    void withoutVerification_everyCertificateWillDo() throws Exception {
        for (TestCertificate certificate : TestCertificate.values()) {
            assertThat(outcome(certificate, TlsConfig.unverified())).isEqualTo("complete");
        }
    }

    @Test
    void serverOfPlainHttp_isNamedAsSuch() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answerPlainly(plain));

            assertThat(outcome(URI.create("https://localhost:" + plain.getLocalPort()), TlsConfig.jdkTrust()))
                    .endsWith("the server does not answer with TLS, probably it speaks plain HTTP on this port");
            answered.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void serverThatEndsTheHandshake_isNamedAsSuch() throws Exception {
        try (ServerSocket rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> acceptAndClose(rude));

            assertThat(outcome(URI.create("https://localhost:" + rude.getLocalPort()), TlsConfig.jdkTrust()))
                    .endsWith("the server ended the connection within the TLS handshake");
            ended.get(20, TimeUnit.SECONDS);
        }
    }

    private static void answerPlainly(ServerSocket plain) {
        try (Socket socket = plain.accept()) {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // Until the client has gone, so that the answer is not lost to a reset.
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void acceptAndClose(ServerSocket rude) {
        try (Socket socket = rude.accept()) {
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void badCaFiles_areSaidAtTheStart() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing here");
        Path damaged = Files.writeString(
                folder.resolve("damaged.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Path absent = folder.resolve("absent.pem");

        assertThatThrownBy(() -> start(empty)).hasMessage("CA file " + empty + " holds no certificate in PEM form");
        assertThatThrownBy(() -> start(absent)).hasMessage("CA file " + absent + " does not exist");
        assertThatThrownBy(() -> start(folder)).hasMessageStartingWith("CA file " + folder + " cannot be read: ");
        assertThatThrownBy(() -> start(damaged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("CA file " + damaged + ": certificate 1 is damaged: ");
    }

    @Test
    void trustInAFileAndInEverybody_contradict() {
        assertThatThrownBy(() -> new TlsConfig(Path.of("ca.pem"), true)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void start(Path caFile) {
        HttpClient.start(HttpClientConfig.builder()
                        .tls(TlsConfig.trusting(caFile))
                        .build())
                .close();
    }

    private static String outcome(TestCertificate certificate, TlsConfig tls) throws Exception {
        try (ServerSocket socket = certificate.serverSocket();
                ScriptedServer server = ScriptedServer.start(socket, (request, wire) -> wire.send("200 OK", "", "x"))) {
            return outcome(server.url(), tls);
        }
    }

    private static String outcome(URI url, TlsConfig tls) throws Exception {
        HttpClientConfig config =
                HttpClientConfig.builder().tls(tls).eventLoops(1).build();
        try (HttpClient client = HttpClient.start(config)) {
            RecordingListener listener = new RecordingListener();
            HttpCall call = new HttpCall(HttpMethod.GET, "/", new DefaultHttpHeaders(), "", Duration.ofSeconds(20));
            Exchange unused = client.send(HttpEndpoint.of(url), call, listener);
            String outcome = listener.awaitEnd();
            assertThat(List.of("complete", "CONNECT: no connection to localhost:" + url.getPort() + ": "))
                    .anyMatch(outcome::startsWith);
            return outcome;
        }
    }
}
