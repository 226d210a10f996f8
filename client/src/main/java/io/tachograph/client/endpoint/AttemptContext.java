package io.tachograph.client.endpoint;

import io.netty.handler.codec.http.HttpMethod;
import io.tachograph.client.clock.WallClock;
import io.tachograph.client.http.Exchange;
import io.tachograph.client.http.ExchangeListener;
import io.tachograph.client.http.HttpCall;
import io.tachograph.client.http.HttpClient;
import io.tachograph.client.http.HttpEndpoint;
import io.tachograph.schemas.TargetConfig;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that the attempts of a target share. Thread-safe. */
final class AttemptContext {
    private final TargetConfig config;
    private final HttpClient client;
    private final HttpEndpoint endpoint;
    private final WireProtocol protocol;
    private final RequestHeaders headers;
    private final BodyFields bodies;
    private final Secrets secrets;
    private final TimingRecordWriter records;
    private final Notes notes;

    /** @throws IllegalArgumentException in one sentence, when the configuration's extras cannot be right */
    AttemptContext(TargetConfig config, HttpClient client, WireProtocol protocol, @Nullable ApiKey key) {
        Map<String, String> wanted = protocol.headers();
        this.config = config;
        this.client = client;
        this.endpoint = HttpEndpoint.of(config.url());
        this.protocol = protocol;
        this.headers = new RequestHeaders(config, wanted);
        this.bodies = BodyFields.of(config);
        this.secrets = Secrets.of(config, key, wanted);
        this.records = new TimingRecordWriter(config, protocol.chunksAreTokens(), WallClock.ofProcess());
        this.notes = new Notes(config.slug());
    }

    Exchange post(ApiCall call, PromptRequest request, ExchangeListener listener) {
        return client.send(
                endpoint,
                new HttpCall(
                        HttpMethod.POST,
                        call.path(),
                        headers.ofPost(call.form(), request.id()),
                        bodies.body(protocol, request),
                        request.options().timeout()),
                listener);
    }

    Exchange get(ApiCall call, PromptRequest request, Duration timeout, ExchangeListener listener) {
        return client.send(
                endpoint,
                new HttpCall(HttpMethod.GET, call.path(), headers.ofGet(call.form(), request.id()), "", timeout),
                listener);
    }

    TargetConfig config() {
        return config;
    }

    HttpClient client() {
        return client;
    }

    HttpEndpoint endpoint() {
        return endpoint;
    }

    WireProtocol protocol() {
        return protocol;
    }

    Secrets secrets() {
        return secrets;
    }

    TimingRecordWriter records() {
        return records;
    }

    Notes notes() {
        return notes;
    }
}
