package io.tachograph.collectors.source.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageReaderTest {
    private static final Map<String, String> KEY = Map.of("Authorization", "Bearer secret");

    private final PageReader reader = PageReader.create(null).withMaxBytes(100_000);
    private Peer peer;

    @BeforeEach
    void start() throws IOException {
        peer = new Peer();
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    private Page page(String path) throws Exception {
        return reader.get(URI.create(peer.url() + path), KEY).get();
    }

    private SourceException failure(String url) {
        Throwable failure =
                catchThrowable(() -> reader.get(URI.create(url), KEY).get());
        assertThat(failure).isInstanceOf(ExecutionException.class);
        assertThat(failure.getCause())
                .isInstanceOf(SourceException.class)
                .message()
                .doesNotContain("secret", "hidden");
        return (SourceException) failure.getCause();
    }

    private static Peer.Answer to(String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(307, -1);
        };
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(plain);
        }
        return bytes.toByteArray();
    }

    private static Peer.Answer encoded(String encoding, byte[] body) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", encoding);
            Peer.bytes(200, "text/plain", body).to(exchange);
        };
    }

    @Test
    void slashTooFew_isFollowedOnTheSameServer() throws Exception {
        peer.page("/metrics", to("/metrics/")).page("/metrics/", "text/plain; version=0.0.4", "a 1\n");

        Page page = page("/metrics");

        assertThat(new String(page.body(), UTF_8)).isEqualTo("a 1\n");
        assertThat(page.contentType()).isEqualTo("text/plain; version=0.0.4");
        assertThat(page.url().getPath()).isEqualTo("/metrics/");
        assertThat(peer.questions())
                .extracting(Peer.Question::encoding)
                .as("nothing compressed is asked for")
                .containsOnlyNulls();
    }

    @Test
    void otherServer_doesNotSeeTheKey() throws Exception {
        try (Peer other = new Peer()) {
            peer.page("/port", to(other.url() + "/metrics?hidden"))
                    .page("/host", to("http://localhost:" + peer.port() + "/metrics"))
                    .page("/circle", to("/circle"))
                    .page("/nowhere", to("http://[bad"));

            assertThat(failure(peer.url() + "/port")).hasMessageContaining("redirects to another server");
            assertThat(failure(peer.url() + "/host").kind()).isEqualTo(FailureKind.UNAVAILABLE);
            assertThat(failure(peer.url() + "/circle")).hasMessageContaining("redirects in a loop");
            assertThat(failure(peer.url() + "/nowhere").kind()).isEqualTo(FailureKind.MALFORMED);
            assertThat(other.questions()).isEmpty();
        }
    }

    @Test
    void gzipThatNobodyAskedFor_isInflatedWithinTheLimit() throws Exception {
        peer.page("/gzip", encoded("gzip", zipped("a 1\n".getBytes(UTF_8))))
                .page("/bomb", encoded("gzip", zipped(new byte[50_000_000])))
                .page("/broken", encoded("gzip", "a 1\n".getBytes(UTF_8)))
                .page("/half", encoded("gzip", Arrays.copyOf(zipped(new byte[5000]), 20)))
                .page("/brotli", encoded("br", new byte[10]));

        assertThat(new String(page("/gzip").body(), UTF_8)).isEqualTo("a 1\n");
        assertThat(failure(peer.url() + "/bomb").kind()).isEqualTo(FailureKind.TOO_LARGE);
        assertThat(failure(peer.url() + "/broken").kind()).isEqualTo(FailureKind.MALFORMED);
        assertThat(failure(peer.url() + "/half").kind()).isEqualTo(FailureKind.MALFORMED);
        assertThat(failure(peer.url() + "/brotli")).hasMessageContaining("in an encoding that nobody asked for, br");
    }

    /** As long as somebody reads. */
    private static Peer.Answer endless(CountDownLatch begun, CompletableFuture<IOException> ended, byte[] piece) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            try {
                while (true) {
                    body.write(piece);
                    body.flush();
                    begun.countDown();
                }
            } catch (IOException e) {
                ended.complete(e);
                throw e;
            }
        };
    }

    @Test
    void bodyThatNeverEnds_endsAtTheLimitAndItsConnectionWithIt() throws Exception {
        CompletableFuture<IOException> ended = new CompletableFuture<>();
        peer.page("/metrics", endless(new CountDownLatch(1), ended, new byte[10_000]));

        assertThat(failure(peer.url() + "/metrics").kind()).isEqualTo(FailureKind.TOO_LARGE);
        assertThat(ended.get()).isNotNull();
    }

    @Test
    void readingThatIsGivenUp_endsItsConnection() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<IOException> ended = new CompletableFuture<>();
        peer.page("/metrics", endless(begun, ended, new byte[] {'a'}));
        PageReader patient = PageReader.create(null).withMaxBytes(Integer.MAX_VALUE - 100);
        Reading reading = new Reading();
        assertThat(reading.endsWith(reading.step(patient.get(URI.create(peer.url() + "/metrics"), Map.of()))))
                .isNotDone();
        begun.await();

        reading.cancel(true);

        assertThat(ended.get()).isNotNull();
        assertThat(reading.step(patient.get(URI.create(peer.url() + "/late"), Map.of())))
                .isCancelled();
    }

    @Test
    void whatIsNoHttp_orBreaksOff_isMalformed() throws Exception {
        for (String answer : new String[] {
            "SSH-2.0-OpenSSH_9.2\r\n",
            "",
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
        }) {
            try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
                Thread answering = new Thread(() -> answerAll(server, answer.getBytes(UTF_8)));
                answering.start();
                assertThat(failure("http://127.0.0.1:" + server.getLocalPort() + "/?hidden")
                                .kind())
                        .as(answer)
                        .isEqualTo(FailureKind.MALFORMED);
            }
        }
    }

    /** The JDK asks again when a connection closes without a byte. */
    private static void answerAll(ServerSocket server, byte[] answer) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                if (socket.getInputStream().read(new byte[4096]) > 0) {
                    socket.getOutputStream().write(answer);
                }
            } catch (IOException e) {
                // The reader hung up first, or the test is over.
            }
        }
    }

    @Test
    void nobody_isUnreachable() throws Exception {
        int free;
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = once.getLocalPort();
        }

        SourceException failure = failure("http://127.0.0.1:" + free + "/metrics?hidden=1");

        assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(failure).hasMessageStartingWith("nobody listens at 127.0.0.1 port " + free);
    }

    @Test
    void failures_sayWhatToDo() {
        URI url = URI.create("https://user:secret@gpu-7/metrics?hidden=1");
        ConnectException unresolved = new ConnectException();
        unresolved.initCause(new UnresolvedAddressException());

        assertThat(HttpFailure.of(url, unresolved))
                .hasMessage("the name gpu-7 does not resolve: check the address and DNS");
        assertThat(HttpFailure.of(url, new ConnectException()))
                .hasMessage("nobody listens at gpu-7 port 443: is it running, and is the port right?");
        assertThat(HttpFailure.of(url, new HttpConnectTimeoutException("t")).kind())
                .isEqualTo(FailureKind.TIMEOUT);
        assertThat(HttpFailure.of(url, new SSLHandshakeException("PKIX path building failed")))
                .hasMessageStartingWith(
                        "https://gpu-7/metrics offers no TLS that is trusted (the TLS handshake failed: PKIX")
                .hasMessageContaining("ca-file");
    }
}
