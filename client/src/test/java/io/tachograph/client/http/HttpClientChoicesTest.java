package io.tachograph.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.epoll.Epoll;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.tachograph.schemas.avro.StampSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a load generator may choose and ask of the client. */
class HttpClientChoicesTest {
    private static final HttpClientConfig ONE_LOOP =
            HttpClientConfig.builder().eventLoops(1).build();

    @Test
    void withoutReuse_everyRequestHasAConnection_andSaysThatItIsTheLast() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.send("200 OK", "", "x"));
                HttpClient client = HttpClient.start(
                        HttpClientConfig.builder().eventLoops(1).reuse(false).build())) {
            for (int i = 0; i < 3; i++) {
                assertThat(send(client, server.url(), call(20_000)).awaitEnd()).isEqualTo("complete");
            }

            assertThat(server.connections()).isEqualTo(3);
            assertThat(server.requests())
                    .allSatisfy(request -> assertThat(request.headers()).containsEntry("connection", "close"));
            Awaitility.await()
                    .until(() -> client.counters().connectionsOpened() == 3
                            && client.counters().connectionsOpen() == 0);
        }
    }

    @Test
    void request_isOnTheWireAsItWasAskedFor() throws Exception {
        HttpHeaders headers = new DefaultHttpHeaders().set("X-Mine", "grün").set("Host", "virtual.example");
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.send("200 OK", "", "x"));
                HttpClient client = HttpClient.start(ONE_LOOP)) {
            HttpCall call = new HttpCall(HttpMethod.PUT, "/ü?q=%20", headers, "zwölf", Duration.ofSeconds(20));
            assertThat(send(client, server.url(), call).awaitEnd()).isEqualTo("complete");

            ScriptedServer.Request request = server.requests().get(0);
            assertThat(request.line()).isEqualTo("PUT /ü?q=%20 HTTP/1.1");
            assertThat(request.headers())
                    .containsEntry("x-mine", "grün")
                    .containsEntry("host", "virtual.example")
                    .containsEntry("content-length", "6")
                    .hasSize(3);
            assertThat(request.body()).isEqualTo("zwölf");
        }
    }

    @Test
    void callThatCouldBeReadAsTwo_isRefused() {
        HttpHeaders length = new DefaultHttpHeaders().set("content-length", "1");
        for (String path : List.of("/a b", "/a\r\nX: y", "/a\nb", "/a\tb", "a")) {
            assertThatThrownBy(() ->
                            new HttpCall(HttpMethod.GET, path, new DefaultHttpHeaders(), "", Duration.ofSeconds(1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new HttpCall(HttpMethod.POST, "/", length, "xx", Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answerToHead_hasNoBody_whateverItsLengthSays() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(
                        (request, wire) -> wire.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"));
                HttpClient client = HttpClient.start(ONE_LOOP)) {
            HttpCall head = new HttpCall(HttpMethod.HEAD, "/", new DefaultHttpHeaders(), "", Duration.ofSeconds(20));

            assertThat(send(client, server.url(), head).awaitEnd()).isEqualTo("complete");
        }
    }

    @Test
    void timeOuts_ofAnyLength_neverComeEarly() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.stall());
                HttpClient client = HttpClient.start(ONE_LOOP)) {
            List<RecordingListener> listeners = new ArrayList<>();
            List<Long> dueNanos = new ArrayList<>();
            for (int millis : new int[] {150, 20, 90, 20, 150, 60}) {
                dueNanos.add(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
                listeners.add(send(client, server.url(), call(millis)));
            }

            for (int i = 0; i < listeners.size(); i++) {
                assertThat(listeners.get(i).awaitEnd()).startsWith("TIMEOUT: not finished within");
                List<Long> stamps = listeners.get(i).stamps;
                assertThat(stamps.get(stamps.size() - 1)).isGreaterThanOrEqualTo(dueNanos.get(i));
            }
        }
    }

    @Test
    void timer_ofALengthUsedAgainAfterAll_isSetAgain() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
                    if (request.path().equals("/stall")) {
                        wire.stall();
                    }
                    wire.send("200 OK", "", "x");
                });
                HttpClient client = HttpClient.start(ONE_LOOP)) {
            for (int i = 0; i < 2; i++) {
                assertThat(send(client, server.url(), call(1_000)).awaitEnd()).isEqualTo("complete");
                HttpCall stalled =
                        new HttpCall(HttpMethod.GET, "/stall", new DefaultHttpHeaders(), "", Duration.ofMillis(30));
                assertThat(send(client, server.url(), stalled).awaitEnd()).startsWith("TIMEOUT");
            }
        }
    }

    @Test
    void sendingFromACallback_goesOnForLong_andCallsNobodyWithinSend() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.send("200 OK", "", "x"));
                HttpClient client = HttpClient.start(ONE_LOOP)) {
            AtomicInteger left = new AtomicInteger(500);
            RecordingListener last = new RecordingListener() {
                private boolean sending;

                @Override
                public void sent(long nanos) {
                    assertThat(sending).isFalse();
                }

                @Override
                public boolean body(ByteBuf bytes, long nanos) {
                    return true;
                }

                @Override
                public void complete(long nanos, StampSource source) {
                    if (left.decrementAndGet() == 0) {
                        super.complete(nanos, source);
                    } else {
                        sending = true;
                        Exchange unused = client.send(HttpEndpoint.of(server.url()), call(20_000), this);
                        sending = false;
                    }
                }
            };
            Exchange unused = client.send(HttpEndpoint.of(server.url()), call(20_000), last);

            assertThat(last.awaitEnd()).isEqualTo("complete");
            assertThat(server.requests()).hasSize(500);
            // With the time to settle a few connections take turns.
            assertThat(client.counters().connectionsOpened()).isLessThan(500);
        }
    }

    @Test
    void sendingAgainFromAFailure_leavesTheLoopTimeForOthers() throws Exception {
        try (HttpClient client = HttpClient.start(ONE_LOOP)) {
            RecordingListener endless = new RecordingListener() {
                @Override
                public void failed(ExchangeFailure failure, String reason, long nanos, StampSource source) {
                    if (failure == ExchangeFailure.CONNECT) {
                        Exchange unused = client.send(new HttpEndpoint("127.0.0.1", 1, false), call(20_000), this);
                    }
                }
            };
            Exchange unused = client.send(new HttpEndpoint("127.0.0.1", 1, false), call(20_000), endless);

            try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.send("200 OK", "", "x"))) {
                assertThat(send(client, server.url(), call(20_000)).awaitEnd()).isEqualTo("complete");
            }
        }
    }

    @Test
    void loops_areTheThreadsThatCallTheListeners() throws Exception {
        try (HttpClient client =
                HttpClient.start(HttpClientConfig.builder().eventLoops(3).build())) {
            List<ScheduledExecutorService> loops = client.loops();

            assertThat(loops).hasSize(3);
            for (ScheduledExecutorService loop : loops) {
                assertThat(loop.schedule(() -> Thread.currentThread().getName(), 1, TimeUnit.MILLISECONDS)
                                .get())
                        .startsWith("tachograph-io");
            }
        }
    }

    @Test
    void epoll_isUsedOnLinuxOfTheTwoKindsThatItIsPackedFor() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean packed = system.equals("linux") && List.of("amd64", "aarch64").contains(System.getProperty("os.arch"));

        assertThat(Transport.best().name()).isEqualTo(packed && Epoll.isAvailable() ? "epoll" : "NIO");
        if (packed) {
            assertThat(Epoll.unavailabilityCause()).isNull();
        }
    }

    private static RecordingListener send(HttpClient client, URI url, HttpCall call) {
        RecordingListener listener = new RecordingListener();
        Exchange unused = client.send(HttpEndpoint.of(url), call, listener);
        return listener;
    }

    private static HttpCall call(int timeoutMillis) {
        return new HttpCall(HttpMethod.POST, "/", new DefaultHttpHeaders(), "{}", Duration.ofMillis(timeoutMillis));
    }
}
