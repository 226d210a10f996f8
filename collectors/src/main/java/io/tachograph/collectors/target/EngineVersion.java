package io.tachograph.collectors.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.tachograph.collectors.http.ExchangeFailure;
import io.tachograph.collectors.http.ExchangeListener;
import io.tachograph.collectors.http.HttpCall;
import io.tachograph.collectors.http.HttpClient;
import io.tachograph.collectors.http.HttpEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The version that a target's engine tells at {@code GET /version}, as vLLM does. Asked without a key, first when the
 * target is made and then, with the traffic, every 30 seconds while it tells and every hour once it has answered
 * something else. No connection and no answer leave what was known: a target that is down has no new version.
 * Thread-safe.
 */
final class EngineVersion {
    private static final long AGAIN_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long AGAIN_AFTER_REFUSAL_NANOS = Duration.ofHours(1).toNanos();
    private static final int MAX_ANSWER_BYTES = 4096;
    private static final int MAX_VERSION_CHARS = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final HttpEndpoint endpoint;
    private final HttpCall call;
    private final CompletableFuture<Void> observed = new CompletableFuture<>();
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());
    private volatile @Nullable String known;

    EngineVersion(HttpClient client, HttpEndpoint endpoint, BaseUrl url) {
        this.client = client;
        this.endpoint = endpoint;
        HttpHeaders headers = new DefaultHttpHeaders().set("Accept", "application/json");
        call = new HttpCall(HttpMethod.GET, url.beside("version"), headers, "", Duration.ofSeconds(2));
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
        long now = System.nanoTime();
        long due = nextNanos.get();
        if (now - due >= 0 && nextNanos.compareAndSet(due, now + AGAIN_NANOS)) {
            client.send(endpoint, call, new Answer());
        }
    }

    private final class Answer implements ExchangeListener {
        private final BoundedBody body = new BoundedBody(MAX_ANSWER_BYTES);
        private int status;

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
        public void complete(long nanos) {
            // 5xx is a server or proxy in trouble: it says nothing about whether there is a version to be told.
            if (status < 500) {
                String told = status == 200 ? versionIn(body.bytes()) : null;
                known = told;
                if (told == null) {
                    nextNanos.set(nanos + AGAIN_AFTER_REFUSAL_NANOS);
                }
            }
            observed.complete(null);
        }

        @Override
        public void failed(ExchangeFailure failure, String reason, long nanos) {
            observed.complete(null);
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
