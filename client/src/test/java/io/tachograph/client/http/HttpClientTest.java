package io.tachograph.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpClientTest {
    private final HttpClient client = HttpClient.start(
            HttpClientConfig.builder().eventLoops(1).settle(Duration.ZERO).build());

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void stamps_areInOrder_andTheBodyIsWhole() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
            wire.beginStream();
            wire.chunk("one ");
            wire.chunk("zwölf");
            wire.endStream();
        })) {
            long before = System.nanoTime();
            RecordingListener listener = exchange(server.url());

            assertThat(listener.awaitEnd()).isEqualTo("complete");
            assertThat(listener.body()).isEqualTo("one zwölf");
            assertThat(listener.calls).startsWith("sent", "head 200").endsWith("complete");
            assertThat(listener.stamps).isSorted();
            assertThat(listener.stamps.get(0)).isBetween(before, System.nanoTime());
            assertThat(server.requests().get(0).headers())
                    .containsEntry("host", "localhost:" + server.url().getPort());
        }
    }

    @Test
    void whatComesInOneRead_sharesItsStamp() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.send("200 OK", "", "hello"))) {
            RecordingListener listener = exchange(server.url());

            assertThat(listener.awaitEnd()).isEqualTo("complete");
            assertThat(listener.calls).containsExactly("sent", "head 200", "body", "complete");
            assertThat(listener.stamps.subList(1, 4)).containsOnly(listener.stamps.get(1));
        }
    }

    @Test
    void keptAliveConnection_isUsedAgain() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.send("200 OK", "", "x"))) {
            exchange(server.url()).awaitEnd();
            exchange(server.url()).awaitEnd();

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void connectionThatTheServerWantsClosed_isNotUsedAgain() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.start((request, wire) -> wire.send("200 OK", "Connection: close\r\n", "x"))) {
            exchange(server.url()).awaitEnd();
            assertThat(exchange(server.url()).awaitEnd()).isEqualTo("complete");

            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void connectionThatTheServerKeepsForASecondOnly_isNotUsedAgain() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.start((request, wire) -> wire.send("200 OK", "Keep-Alive: timeout=1\r\n", "x"))) {
            exchange(server.url()).awaitEnd();
            exchange(server.url()).awaitEnd();

            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void keptAliveConnectionThatEndsUnderTheRequest_failsAndIsNotRepeated() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
            if (seen.incrementAndGet() == 1) {
                wire.send("200 OK", "", "x");
            } else {
                wire.close();
            }
        })) {
            exchange(server.url()).awaitEnd();

            assertThat(exchange(server.url()).awaitEnd())
                    .isEqualTo("NO_RESPONSE: the kept-alive connection ended before any byte of an answer");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void tlsConnectionThatEndsUnderTheRequest_hasNoResponse_whateverTlsItselfHasSent() throws Exception {
        try (ServerSocket socket = TestCertificate.LOCALHOST.serverSocket();
                ScriptedServer server = ScriptedServer.start(socket, (request, wire) -> wire.close());
                HttpClient trusting = trusting()) {
            assertThat(exchange(trusting, server.url(), Duration.ofSeconds(20)).awaitEnd())
                    .startsWith("NO_RESPONSE: the connection ended before any byte of an answer");
        }
    }

    @Test
    void connectionThatEndsWithinTheHead_isCut() throws Exception {
        for (String head : List.of("HTTP/1.", "HTTP/1.1 200 OK\r\nContent-Le")) {
            try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
                wire.send(head);
                wire.close();
            })) {
                assertThat(exchange(server.url()).awaitEnd()).isEqualTo("CUT: the connection ended within the answer");
            }
        }
    }

    @Test
    void interimResponse_isSkipped() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
            wire.send("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
            wire.send("200 OK", "", "x");
        })) {
            RecordingListener listener = exchange(server.url());

            assertThat(listener.awaitEnd()).isEqualTo("complete");
            assertThat(listener.calls).containsExactly("sent", "head 200", "body", "complete");
        }
    }

    @Test
    void answerThatOnlyTheCloseDelimits_isComplete() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\n\r\nuntil the end");
            wire.close();
        })) {
            RecordingListener listener = exchange(server.url());

            assertThat(listener.awaitEnd()).isEqualTo("complete");
            assertThat(listener.body()).isEqualTo("until the end");
        }
    }

    @Test
    void headBeyondItsLimit_isAProtocolFailure() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(
                (request, wire) -> wire.send("200 OK", "X-Long: " + "x".repeat(100_000) + "\r\n", ""))) {
            assertThat(exchange(server.url()).awaitEnd())
                    .isEqualTo("PROTOCOL: the answer is not HTTP/1.1 within its limits: its head is too long");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n` |"
                        + " its head says both Content-Length and Transfer-Encoding: chunked",
                "`HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello` | its Content-Length is no length",
                "`HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello` | its Content-Length is no length",
                "`SSH-2.0-OpenSSH_9.6\r\n\r\n` | it does not begin with a version of HTTP",
            })
    void headThatCannotBeRead_isDescribedWithoutTheNamesOfALibrary(String answer, String fault) throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.send(answer))) {
            assertThat(exchange(server.url()).awaitEnd())
                    .isEqualTo("PROTOCOL: the answer is not HTTP/1.1 within its limits: " + fault);
        }
    }

    @Test
    void unknownHost_isAConnectFailure() throws Exception {
        assertThat(exchange(URI.create("http://no-such-host.invalid:1")).awaitEnd())
                .isEqualTo("CONNECT: no connection to no-such-host.invalid:1: the host name cannot be resolved");
    }

    @Test
    void untrustedCertificate_isAConnectFailure() throws Exception {
        try (ServerSocket socket = TestCertificate.LOCALHOST.serverSocket();
                ScriptedServer server = ScriptedServer.start(socket, (request, wire) -> wire.send("200 OK", "", "x"))) {
            assertThat(exchange(server.url()).awaitEnd()).startsWith("CONNECT: no connection to localhost");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void tls_carriesTheExchangeWithItsStamps() throws Exception {
        try (ServerSocket socket = TestCertificate.LOCALHOST.serverSocket();
                ScriptedServer server = ScriptedServer.start(socket, (request, wire) -> wire.send("200 OK", "", "x"));
                HttpClient trusting = trusting()) {
            RecordingListener listener = exchange(trusting, server.url(), Duration.ofSeconds(20));

            assertThat(listener.awaitEnd()).isEqualTo("complete");
            assertThat(listener.calls).containsExactly("sent", "head 200", "body", "complete");
            assertThat(listener.stamps).isSorted();
        }
    }

    @Test
    void cancelledExchange_failsOnceAndLeavesNoConnectionBehind() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.stall())) {
            RecordingListener listener = new RecordingListener();
            Exchange exchange = client.send(HttpEndpoint.of(server.url()), call(Duration.ofSeconds(20)), listener);
            Awaitility.await().until(() -> !server.requests().isEmpty());

            exchange.cancel();
            exchange.cancel();

            assertThat(listener.awaitEnd()).isEqualTo("CANCELLED: cancelled");
            assertThat(listener.calls).containsExactly("sent", "failed");
        }
    }

    @Test
    void closingTheClient_cancelsWhatIsUnderWay_andWhatComesLater() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.stall())) {
            RecordingListener before = exchange(server.url());
            Awaitility.await().until(() -> !server.requests().isEmpty());

            client.close();

            assertThat(before.awaitEnd()).isEqualTo("CANCELLED: the client is closed");
            assertThat(exchange(server.url()).awaitEnd()).isEqualTo("CANCELLED: the client is closed");
        }
    }

    @Test
    void whenCaughtUp_waitsForTheLoopThatIsBehind() throws Exception {
        // Given two event loops, one of which has read an answer and is held up before it has told all of it
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        RecordingListener listener = new RecordingListener() {
            @Override
            public void head(int status, HttpHeaders headers, long nanos) {
                read.countDown();
                awaitQuietly(released);
                super.head(status, headers, nanos);
            }
        };
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.send("200 OK", "", "x"));
                HttpClient two = HttpClient.start(
                        HttpClientConfig.builder().eventLoops(2).build())) {
            Exchange unused = two.send(HttpEndpoint.of(server.url()), call(Duration.ofSeconds(20)), listener);
            read.await();

            // When
            CompletableFuture<List<String>> toldByThen = new CompletableFuture<>();
            two.whenCaughtUp(() -> toldByThen.complete(List.copyOf(listener.calls)));
            released.countDown();

            // Then
            assertThat(toldByThen.get(20, TimeUnit.SECONDS)).contains("head 200");
        }
    }

    private static HttpClient trusting() throws Exception {
        return HttpClient.start(HttpClientConfig.builder()
                .tls(TlsConfig.trusting(TestCertificate.LOCALHOST.pem()))
                .build());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RecordingListener exchange(URI url) {
        return exchange(client, url, Duration.ofSeconds(20));
    }

    private static RecordingListener exchange(HttpClient client, URI url, Duration timeout) {
        RecordingListener listener = new RecordingListener();
        Exchange unused = client.send(HttpEndpoint.of(url), call(timeout), listener);
        return listener;
    }

    private static HttpCall call(Duration timeout) {
        return new HttpCall(HttpMethod.POST, "/x", new DefaultHttpHeaders(), "{}", timeout);
    }
}
