package io.tachograph.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An exchange that is paused takes no more, and all of the answer when it goes on. */
@Timeout(60)
class PauseTest {
    private static final String PIECE = "0123456789abcdef".repeat(1 << 16);
    private static final int PIECES = 40;

    /** Pauses with the first piece of the body. */
    private static final class Pausing extends RecordingListener {
        private final CompletableFuture<Exchange> exchange = new CompletableFuture<>();
        private final CompletableFuture<Long> paused = new CompletableFuture<>();
        private final AtomicLong bytes = new AtomicLong();

        @Override
        public boolean body(ByteBuf piece, long nanos) {
            bytes.addAndGet(piece.readableBytes());
            if (!paused.isDone()) {
                exchange.join().pause();
                paused.complete(bytes.get());
            }
            return true;
        }
    }

    private static Pausing send(HttpClient client, URI url) throws Exception {
        Pausing listener = new Pausing();
        HttpCall call = new HttpCall(HttpMethod.POST, "/", new DefaultHttpHeaders(), "{}", Duration.ofSeconds(50));
        listener.exchange.complete(client.send(HttpEndpoint.of(url), call, listener));
        Long unused = listener.paused.get(20, TimeUnit.SECONDS);
        return listener;
    }

    private static void catchUp(HttpClient client) throws Exception {
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Boolean> caughtUp = new CompletableFuture<>();
            client.whenCaughtUp(() -> caughtUp.complete(true));
            assertThat(caughtUp.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void http1_readsNoMore_untilItGoesOn() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
                    wire.beginStream();
                    for (int i = 0; i < PIECES; i++) {
                        wire.chunk(PIECE);
                    }
                    wire.endStream();
                });
                HttpClient client = HttpClient.start(
                        HttpClientConfig.builder().eventLoops(1).build())) {
            for (int round = 0; round < 2; round++) {
                Pausing listener = send(client, server.url());
                catchUp(client);
                assertThat(listener.bytes.get() - listener.paused.join())
                        .as("what was read already")
                        .isLessThan(64 * 1024);

                listener.exchange.join().resume();
                assertThat(listener.awaitEnd()).isEqualTo("complete");
                assertThat(listener.bytes).hasValue((long) PIECES * PIECE.length());
            }
        }
    }

    @Test
    void http2_letsTheServerSendNoMoreThanAWindow_untilItGoesOn() throws Exception {
        try (Http2TestServer server = Http2TestServer.start(stream -> {
                    stream.head("200");
                    for (int i = 0; i < PIECES; i++) {
                        stream.data(PIECE);
                    }
                    stream.end();
                });
                HttpClient client = HttpClient.start(HttpClientConfig.builder()
                        .eventLoops(1)
                        .version(HttpVersion.HTTP_2)
                        .build())) {
            Pausing listener = send(client, server.url());
            catchUp(client);
            assertThat(listener.bytes.get()).isLessThanOrEqualTo(1 << 20);

            listener.exchange.join().resume();
            assertThat(listener.awaitEnd()).isEqualTo("complete");
            assertThat(listener.bytes).hasValue((long) PIECES * PIECE.length());
        }
    }
}
