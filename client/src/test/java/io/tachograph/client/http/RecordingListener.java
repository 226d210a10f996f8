package io.tachograph.client.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.tachograph.schemas.avro.StampSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps all that it hears; its end is a future. */
class RecordingListener implements ExchangeListener {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<Long> stamps = new CopyOnWriteArrayList<>();
    final CompletableFuture<String> end = new CompletableFuture<>();
    volatile @Nullable StampSource source;
    /** Written by the event loop, read after the end. */
    private final StringBuilder body = new StringBuilder();

    @Override
    public void begins(long nanos) {}

    @Override
    public void sent(long nanos) {
        note("sent", nanos);
    }

    @Override
    public void head(int status, HttpHeaders headers, long nanos) {
        note("head " + status, nanos);
    }

    @Override
    public boolean body(ByteBuf bytes, long nanos) {
        body.append(bytes.toString(StandardCharsets.UTF_8));
        note("body", nanos);
        return true;
    }

    @Override
    public void complete(long nanos, StampSource told) {
        source = told;
        note("complete", nanos);
        end.complete("complete");
    }

    @Override
    public void failed(ExchangeFailure failure, String reason, long nanos, StampSource told) {
        source = told;
        note("failed", nanos);
        end.complete(failure + ": " + reason);
    }

    private void note(String call, long nanos) {
        calls.add(call);
        stamps.add(nanos);
    }

    String body() {
        return body.toString();
    }

    String awaitEnd() throws Exception {
        return end.get(20, TimeUnit.SECONDS);
    }
}
