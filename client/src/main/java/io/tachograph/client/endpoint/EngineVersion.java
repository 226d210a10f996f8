package io.tachograph.client.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.tachograph.client.http.ExchangeFailure;
import io.tachograph.client.http.ExchangeListener;
import io.tachograph.client.http.HttpCall;
import io.tachograph.client.http.HttpClient;
import io.tachograph.client.http.HttpEndpoint;
import io.tachograph.schemas.avro.StampSource;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The version that a target's engine reports, as vLLM does at {@code GET /version}. Asked without a key, first when the
 * target is made and then, with the traffic, every 30 seconds, and every hour once it has answered that it gives none.
 * Anything else, such as no connection, a refusal for now or a server in trouble, leaves what was known: it says nothing
 * about the version. Thread-safe.
 */
final class EngineVersion {
    static final Duration AGAIN = Duration.ofSeconds(30);
    private static final long AGAIN_AFTER_REFUSAL_NANOS = Duration.ofHours(1).toNanos();
    private static final int MAX_ANSWER_BYTES = 4096;
    private static final int MAX_VERSION_CHARS = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long againNanos;
    private final HttpClient client;
    private final HttpEndpoint endpoint;
    private final @Nullable HttpCall call;
    private final CompletableFuture<Void> observed = new CompletableFuture<>();
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());
    private volatile @Nullable String known;

    /** @param path where it is published, null for a target that has none */
    EngineVersion(HttpClient client, HttpEndpoint endpoint, @Nullable String path, Duration again) {
        this.againNanos = again.toNanos();
        this.client = client;
        this.endpoint = endpoint;
        HttpHeaders headers = new DefaultHttpHeaders().set("Accept", "application/json");
        call = path == null ? null : new HttpCall(HttpMethod.GET, path, headers, "", Duration.ofSeconds(2));
        if (call == null) {
            observed.complete(null);
        }
    }

    @Nullable
    String known() {
        return known;
    }

    CompletableFuture<Void> observed() {
        return observed;
    }

    /** Asks again when it is time; returns at once. */
    void refresh() {
        if (call == null) {
            return;
        }
        long now = System.nanoTime();
        long due = nextNanos.get();
        if (now - due >= 0 && nextNanos.compareAndSet(due, now + againNanos)) {
            client.send(endpoint, call, new Answer());
        }
    }

    private final class Answer implements ExchangeListener {
        private final BoundedBody body = new BoundedBody(MAX_ANSWER_BYTES);
        private int status;

        @Override
        public void begins(long nanos) {}

        @Override
        public void sent(long nanos) {}

        @Override
        public void head(int code, HttpHeaders headers, long nanos) {
            status = code;
        }

        @Override
        public boolean body(ByteBuf bytes, long nanos) {
            body.add(bytes);
            return true;
        }

        @Override
        public void complete(long nanos, StampSource source) {
            if (status == 200) {
                learn(versionIn(body.bytes()), nanos);
            } else if (status == 404 || status == 405 || status == 410) {
                learn(null, nanos);
            }
            observed.complete(null);
        }

        @Override
        public void failed(ExchangeFailure failure, String reason, long nanos, StampSource source) {
            observed.complete(null);
        }
    }

    private void learn(@Nullable String told, long nanos) {
        known = told;
        if (told == null) {
            nextNanos.set(nanos + AGAIN_AFTER_REFUSAL_NANOS);
        }
    }

    private static @Nullable String versionIn(byte[] answer) {
        try {
            JsonNode version = JSON.readTree(answer).path("version");
            String told = version.isTextual() ? version.textValue().strip() : "";
            return told.isEmpty() || told.length() > MAX_VERSION_CHARS ? null : told;
        } catch (IOException e) {
            return null;
        }
    }
}
