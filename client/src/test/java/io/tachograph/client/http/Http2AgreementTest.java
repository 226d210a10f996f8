package io.tachograph.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.Http2Settings;
import io.tachograph.client.http.arrival.StampCounters;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers that speak HTTP/2 and those that do not. */
class Http2AgreementTest {
    private static final HttpClientConfig CONFIG = http2().build();

    @Test
    void tls_agreesByAlpn_andCarriesTheExchangeWithItsStamps() throws Exception {
        try (Http2TestServer server =
                Http2TestServer.start(TestCertificate.LOCALHOST, stream -> stream.answer("zwölf"))) {
            RecordingListener listener = new RecordingListener();

            assertThat(outcome(trusting(), server.url(), listener)).isEqualTo("complete");
            assertThat(listener.body()).isEqualTo("zwölf");
            assertThat(listener.calls).startsWith("sent", "head 200").endsWith("complete");
            assertThat(listener.stamps).isSorted();
        }
    }

    @Test
    void tlsServerThatKnowsNothingOfHttp2_isAConnectFailure() throws Exception {
        try (ServerSocket socket = TestCertificate.LOCALHOST.serverSocket();
                ScriptedServer server = ScriptedServer.start(socket, (request, wire) -> wire.send("200 OK", "", "x"))) {
            assertThat(outcome(trusting(), server.url()))
                    .isEqualTo("CONNECT: no connection to localhost:"
                            + server.url().getPort() + ": the server does not agree to HTTP/2");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void clearTextServerOfHttp1_isAConnectFailure() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.send("400 Bad Request", "", ""))) {
            assertThat(outcome(CONFIG, server.url()))
                    .endsWith(
                            ": the server does not answer with HTTP/2, probably it speaks only HTTP/1.1 on this port");
        }
    }

    @Test
    void serverThatEndsTheConnection_isAConnectFailure() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.close())) {
            assertThat(outcome(CONFIG, server.url()))
                    .endsWith(": the server ended the connection before it agreed to HTTP/2");
        }
    }

    @Test
    void serverThatSaysNothing_isAConnectFailure() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(outcome(
                            http2().connectTimeout(Duration.ofMillis(100)).build(),
                            URI.create("http://localhost:" + silent.getLocalPort())))
                    .endsWith(": its first settings of HTTP/2 did not come in time");
        }
    }

    @Test
    void serverThatAllowsNoRequests_isAConnectFailure() throws Exception {
        Http2Settings none = Http2Settings.defaultSettings().maxConcurrentStreams(0);
        try (Http2TestServer server = Http2TestServer.start(none, stream -> stream.answer("x"))) {
            assertThat(outcome(CONFIG, server.url()))
                    .endsWith(": the server allows no requests on its connections of HTTP/2");
        }
    }

    @Test
    void nobodyThere_isAConnectFailureForEachThatWaits() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (HttpClient client = HttpClient.start(CONFIG)) {
            HttpEndpoint endpoint = new HttpEndpoint("127.0.0.1", port, false);
            List<RecordingListener> listeners = List.of(new RecordingListener(), new RecordingListener());
            for (RecordingListener listener : listeners) {
                Exchange unused = client.send(endpoint, call(), listener);
            }

            for (RecordingListener listener : listeners) {
                assertThat(listener.awaitEnd()).startsWith("CONNECT: no connection to 127.0.0.1:" + port);
            }
            assertThat(client.counters()).isEqualTo(new HttpCounters(0, 0, StampCounters.NONE));
        }
    }

    private static HttpClientConfig.Builder http2() {
        return HttpClientConfig.builder().eventLoops(1).version(HttpVersion.HTTP_2);
    }

    private static HttpClientConfig trusting() throws Exception {
        return http2().tls(TlsConfig.trusting(TestCertificate.LOCALHOST.pem())).build();
    }

    private static String outcome(HttpClientConfig config, URI url) throws Exception {
        return outcome(config, url, new RecordingListener());
    }

    private static String outcome(HttpClientConfig config, URI url, RecordingListener listener) throws Exception {
        try (HttpClient client = HttpClient.start(config)) {
            Exchange unused = client.send(HttpEndpoint.of(url), call(), listener);
            return listener.awaitEnd();
        }
    }

    private static HttpCall call() {
        return new HttpCall(HttpMethod.POST, "/", new DefaultHttpHeaders(), "{}", Duration.ofSeconds(20));
    }
}
