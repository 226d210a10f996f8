package io.tachograph.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Failures of the JDK's client get the same sentences as those of ours, which {@link TlsTest} has. */
class TlsFailuresTest {
    @Test
    void certificates_areRefusedInTheSameWords() throws Exception {
        assertThat(reason(TestCertificate.LOCALHOST, SSLContext.getDefault()))
                .isEqualTo("the server's certificate is not signed by an authority that is trusted here");
        assertThat(reason(TestCertificate.OTHER_NAME, trusting(TestCertificate.OTHER_NAME)))
                .startsWith("the server's certificate is for another name (");
        assertThat(reason(TestCertificate.EXPIRED, trusting(TestCertificate.EXPIRED)))
                .isEqualTo("the server's certificate has expired");
    }

    @Test
    void plainHttpBehindHttps_isSaidSo() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> answerPlain(socket));

            assertThat(reason(socket.getLocalPort(), SSLContext.getDefault()))
                    .isEqualTo("the server does not answer with TLS, probably it speaks plain HTTP on this port");
            served.join();
        }
    }

    private static void answerPlain(ServerSocket socket) {
        try (Socket client = socket.accept()) {
            client.getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The client has seen enough.
            return;
        }
    }

    private static SSLContext trusting(TestCertificate certificate) throws Exception {
        SSLContext context = TlsConfig.trusting(certificate.pem()).jdkContext();
        assertThat(context).isNotNull();
        return context;
    }

    private static @Nullable String reason(TestCertificate certificate, SSLContext trusted) throws Exception {
        try (ServerSocket socket = certificate.serverSocket();
                ScriptedServer server =
                        ScriptedServer.start(socket, (request, wire) -> wire.send("200 OK", "", "never read"))) {
            return reason(server.url().getPort(), trusted);
        }
    }

    private static @Nullable String reason(int port, SSLContext trusted) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("https://localhost:" + port)).build();
        try {
            HttpResponse<Void> answer = HttpClient.newBuilder()
                    .sslContext(trusted)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.discarding());
            throw new AssertionError("answered with " + answer.statusCode());
        } catch (IOException e) {
            return TlsFailures.reasonOf(e);
        }
    }
}
