package io.tachograph.collectors.target;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.tachograph.collectors.clock.WallClock;
import io.tachograph.collectors.http.Exchange;
import io.tachograph.collectors.http.HttpCall;
import io.tachograph.collectors.http.HttpClient;
import io.tachograph.collectors.http.HttpEndpoint;
import io.tachograph.schemas.TargetConfig;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A target behind HTTP, whatever its wire protocol. */
final class HttpTarget implements Target {
    private final TargetConfig config;
    private final HttpClient client;
    private final HttpEndpoint endpoint;
    private final WireProtocol protocol;
    private final @Nullable ApiKey key;
    private final EngineVersion version;
    private final WallClock wallClock;

    HttpTarget(TargetConfig config, HttpClient client, WireProtocol protocol, @Nullable ApiKey key, BaseUrl url) {
        this.config = config;
        this.client = client;
        this.endpoint = HttpEndpoint.of(config.url());
        this.protocol = protocol;
        this.key = key;
        this.version = new EngineVersion(client, endpoint, url, EngineVersion.AGAIN);
        this.wallClock = WallClock.ofProcess();
        version.refresh();
    }

    @Override
    public TargetConfig config() {
        return config;
    }

    @Override
    public @Nullable String engineVersion() {
        return version.known();
    }

    @Override
    public CompletionStage<Void> observed() {
        return version.observed();
    }

    @Override
    public Attempt send(PromptRequest request, Consumer<Finished> finished) {
        long began = System.nanoTime();
        TimingRecord records = new TimingRecord(config, request, version.known(), wallClock);
        HttpAttempt attempt = new HttpAttempt(request, protocol, key, config.url(), records, finished, began);
        HttpCall call = new HttpCall(
                HttpMethod.POST,
                protocol.path(),
                headers(request),
                protocol.body(request),
                request.options().timeout());
        Exchange exchange = client.send(endpoint, call, attempt);
        // Only now, so that the measured request has the first choice of warm connections.
        version.refresh();
        return exchange::cancel;
    }

    private HttpHeaders headers(PromptRequest request) {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.ACCEPT, request.options().streamed() ? "text/event-stream" : "application/json")
                // What servers log of it joins their view of the request with this record.
                .set("X-Request-Id", request.id().toString());
        if (key != null) {
            headers.set(HttpHeaderNames.AUTHORIZATION, key.bearer());
        }
        return headers;
    }
}
