package io.tachograph.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Settings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Http2Test {

    private HttpClient client = HttpClient.start(oneLoop().build());
    /** Requests that the server has read and not answered. */
    private final BlockingQueue<Http2TestStream> held = new LinkedBlockingQueue<>();

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void manyStreamsShareAConnection_eachWithItsOwnOutcome() throws Exception {
        try (Http2TestServer server = Http2TestServer.start(held::add)) {
            List<RecordingListener> listeners = sendAll(server.url(), 60);
            List<Http2TestStream> streams = takeAll(60);

            for (Http2TestStream stream : streams) {
                int number = Integer.parseInt(stream.path().substring(1));
                switch (number % 3) {
                    case 0 -> stream.answer("answer " + number);
                    case 1 -> stream.reset(Http2Error.REFUSED_STREAM);
                    default -> stream.head("200").data("x").reset(Http2Error.INTERNAL_ERROR);
                }
            }

            for (int number = 0; number < 60; number++) {
                RecordingListener listener = listeners.get(number);
                switch (number % 3) {
                    case 0 -> {
                        assertThat(listener.awaitEnd()).isEqualTo("complete");
                        assertThat(listener.body()).isEqualTo("answer " + number);
                    }
                    case 1 ->
                        assertThat(listener.awaitEnd())
                                .isEqualTo("NO_RESPONSE: the server reset the stream before any byte of an answer"
                                        + " (REFUSED_STREAM)");
                    default ->
                        assertThat(listener.awaitEnd())
                                .isEqualTo("CUT: the server reset the stream within the answer (INTERNAL_ERROR)");
                }
            }
            assertThat(server.connections()).isEqualTo(1);
            assertThat(client.counters().connectionsOpened()).isEqualTo(1);
            assertThat(client.counters().connectionsOpen()).isEqualTo(1);
            assertThat(client.counters().stamps().impossible()).isZero();
        }
    }

    @Test
    void stampsAreInOrder_andTheRequestIsWhole() throws Exception {
        HttpHeaders headers = new DefaultHttpHeaders().set("X-Mine", "yes").set("Connection", "keep-alive");
        try (Http2TestServer server = Http2TestServer.start(held::add)) {
            long before = System.nanoTime();
            RecordingListener listener = new RecordingListener();
            send(server.url(), new HttpCall(HttpMethod.POST, "/p?q=1", headers, "zwölf", seconds(20)), listener);
            Http2TestStream stream = take();
            stream.head("200", "x-theirs", "yes").data("one ").data("zwölf").end();

            assertThat(listener.awaitEnd()).isEqualTo("complete");
            assertThat(listener.body()).isEqualTo("one zwölf");
            assertThat(listener.calls).startsWith("sent", "head 200").endsWith("complete");
            assertThat(listener.stamps).isSorted();
            assertThat(listener.stamps.get(0)).isBetween(before, System.nanoTime());
            assertThat(stream.path()).isEqualTo("/p?q=1");
            assertThat(stream.body()).isEqualTo("zwölf");
            assertThat(stream.headers().authority().toString())
                    .isEqualTo("localhost:" + server.url().getPort());
            assertThat(stream.headers().get("content-length").toString()).isEqualTo("6");
            assertThat(stream.headers().get("x-mine").toString()).isEqualTo("yes");
            assertThat(stream.headers().contains("connection")).isFalse();
        }
    }

    @Test
    void interimAnswerAndTrailers_areNoPartOfTheAnswer() throws Exception {
        try (Http2TestServer server = Http2TestServer.start(
                stream -> stream.head("103").head("200").data("x").trailers("grpc-status", "0"))) {
            RecordingListener listener = send(server.url(), "/");

            assertThat(listener.awaitEnd()).isEqualTo("complete");
            assertThat(listener.calls).containsExactly("sent", "head 200", "body", "complete");
        }
    }

    @Test
    void answerBeyondAllWindows_andRequestBeyondTheServers_comeWhole() throws Exception {
        String megabyte = "0123456789abcdef".repeat(1 << 16);
        try (Http2TestServer server = Http2TestServer.start(stream -> {
            stream.head("200").data(Integer.toString(stream.body().length()));
            for (int i = 0; i < 20; i++) {
                stream.data(megabyte);
            }
            stream.end();
        })) {
            RecordingListener listener = new RecordingListener();
            send(
                    server.url(),
                    new HttpCall(HttpMethod.POST, "/", new DefaultHttpHeaders(), megabyte, seconds(20)),
                    listener);

            assertThat(listener.awaitEnd()).isEqualTo("complete");
            assertThat(listener.body()).startsWith("1048576").hasSize(7 + 20 * (1 << 20));
        }
    }

    @Test
    void goAway_failsWhatWasNotTaken_finishesTheRest_andIsTheEndOfTheConnection() throws Exception {
        try (Http2TestServer server = Http2TestServer.start(held::add)) {
            List<RecordingListener> listeners = sendAll(server.url(), 2);
            Http2TestStream first = take();
            Http2TestStream second = take();

            second.goAway(first.id(), Http2Error.NO_ERROR);

            assertThat(listeners.get(1).awaitEnd())
                    .isEqualTo("NO_RESPONSE: the server goes away and has not taken the request (NO_ERROR)");
            RecordingListener later = send(server.url(), "/later");
            Http2TestStream third = take();
            assertThat(third.path()).isEqualTo("/later");
            first.answer("first");
            third.answer("third");
            assertThat(listeners.get(0).awaitEnd()).isEqualTo("complete");
            assertThat(later.awaitEnd()).isEqualTo("complete");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void connectionThatEnds_cutsWhatHasBegun_andLeavesTheRestWithoutAResponse() throws Exception {
        try (Http2TestServer server = Http2TestServer.start(held::add)) {
            List<RecordingListener> listeners = sendAll(server.url(), 2);
            Http2TestStream first = take();
            Http2TestStream second = take();

            first.head("200");
            second.closeConnection();

            assertThat(listeners.get(0).awaitEnd()).isEqualTo("CUT: the connection ended within the answer");
            assertThat(listeners.get(1).awaitEnd())
                    .isEqualTo("NO_RESPONSE: the connection ended before any byte of an answer");
        }
    }

    @Test
    void cancelledExchange_resetsItsStreamOnly() throws Exception {
        try (Http2TestServer server = Http2TestServer.start(held::add)) {
            RecordingListener given = new RecordingListener();
            Exchange exchange = client.send(HttpEndpoint.of(server.url()), call("/given"), given);
            Http2TestStream givenUp = take();
            RecordingListener other = send(server.url(), "/other");
            Http2TestStream kept = take();

            exchange.cancel();

            assertThat(given.awaitEnd()).isEqualTo("CANCELLED: cancelled");
            assertThat(givenUp.reset.get(20, TimeUnit.SECONDS)).isEqualTo(Http2Error.CANCEL);
            kept.answer("x");
            assertThat(other.awaitEnd()).isEqualTo("complete");
            RecordingListener later = send(server.url(), "/later");
            take().answer("x");
            assertThat(later.awaitEnd()).isEqualTo("complete");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void moreThanTheServerAllows_goOnFurtherConnections() throws Exception {
        Http2Settings two = Http2Settings.defaultSettings().maxConcurrentStreams(2);
        try (Http2TestServer server = Http2TestServer.start(two, held::add)) {
            List<RecordingListener> listeners = sendAll(server.url(), 5);
            takeAll(5).forEach(stream -> stream.answer("x"));

            for (RecordingListener listener : listeners) {
                assertThat(listener.awaitEnd()).isEqualTo("complete");
            }
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void moreThanTheClientIsToldTo_goOnFurtherConnections() throws Exception {
        restart(oneLoop().maxStreams(3).build());
        try (Http2TestServer server = Http2TestServer.start(held::add)) {
            sendAll(server.url(), 7);
            takeAll(7);

            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void withoutReuse_eachExchangeHasItsConnection() throws Exception {
        restart(oneLoop().reuse(false).build());
        try (Http2TestServer server = Http2TestServer.start(stream -> stream.answer("x"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(send(server.url(), "/").awaitEnd()).isEqualTo("complete");
            }

            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void headBeyondItsLimit_isAProtocolFailure() throws Exception {
        try (Http2TestServer server = Http2TestServer.start(
                Http2Settings.defaultSettings(), stream -> stream.head("200", "x-long", "x".repeat(100_000)))) {
            assertThat(send(server.url(), "/").awaitEnd())
                    .matches("PROTOCOL: the answer is not HTTP/2 within its limits: [A-Z_]+");
        }
    }

    @Test
    void closingTheClient_cancelsWhatIsUnderWay() throws Exception {
        try (Http2TestServer server = Http2TestServer.start(held::add)) {
            RecordingListener listener = send(server.url(), "/");
            take();

            client.close();

            assertThat(listener.awaitEnd()).isEqualTo("CANCELLED: the client is closed");
        }
    }

    private static HttpClientConfig.Builder oneLoop() {
        return HttpClientConfig.builder().eventLoops(1).version(HttpVersion.HTTP_2);
    }

    private void restart(HttpClientConfig config) {
        client.close();
        client = HttpClient.start(config);
    }

    private List<RecordingListener> sendAll(URI url, int count) {
        List<RecordingListener> listeners = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            listeners.add(send(url, "/" + i));
        }
        return listeners;
    }

    private Http2TestStream take() throws InterruptedException {
        return Objects.requireNonNull(held.poll(20, TimeUnit.SECONDS), "a request");
    }

    private List<Http2TestStream> takeAll(int count) throws InterruptedException {
        List<Http2TestStream> streams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            streams.add(take());
        }
        return streams;
    }

    private RecordingListener send(URI url, String path) {
        RecordingListener listener = new RecordingListener();
        send(url, call(path), listener);
        return listener;
    }

    private void send(URI url, HttpCall call, RecordingListener listener) {
        Exchange unused = client.send(HttpEndpoint.of(url), call, listener);
    }

    private static HttpCall call(String path) {
        return new HttpCall(HttpMethod.POST, path, new DefaultHttpHeaders(), "{}", seconds(20));
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
