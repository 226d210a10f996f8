package io.tachograph.client.endpoint;

import io.tachograph.client.http.HttpClient;
import io.tachograph.client.http.HttpClientConfig;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.RequestTiming;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client, and requests to wherever a test wants them. */
final class TargetFixture implements AutoCloseable {
    static final String KEY = "sk-very-secret-key-0123456789";
    static final String PROMPT = "Tell me about the history of the tachograph, please.";

    final HttpClient client =
            HttpClient.start(HttpClientConfig.builder().eventLoops(1).build());
    private final RequestIds ids = new RequestIds();

    static TargetConfig config(URI url) {
        return config(url, "openai-chat");
    }

    static TargetConfig config(URI url, String api) {
        return new TargetConfig("lab-vllm-tiny", "lab", "vllm", "tiny", url, api, "LAB_KEY", "acme", Map.of());
    }

    Target target(TargetConfig config) {
        return Targets.of(config, client, Map.of("LAB_KEY", KEY)::get);
    }

    RequestTiming ask(URI url) throws Exception {
        return ask(target(config(url)), RequestOptions.defaults());
    }

    RequestTiming ask(URI url, RequestOptions options) throws Exception {
        return ask(target(config(url)), options);
    }

    RequestTiming ask(Target target, RequestOptions options) throws Exception {
        return finish(target, Prompt.of(PROMPT), options).record();
    }

    Finished finish(Target target, Prompt prompt, RequestOptions options) throws Exception {
        target.observed().toCompletableFuture().get(20, TimeUnit.SECONDS);
        CompletableFuture<Finished> finished = new CompletableFuture<>();
        Attempt unused = target.send(request(prompt, options, System.nanoTime()), finished::complete);
        return finished.get(20, TimeUnit.SECONDS);
    }

    PromptRequest request(RequestOptions options, long scheduledNanos) {
        return request(Prompt.of(PROMPT), options, scheduledNanos);
    }

    PromptRequest request(Prompt prompt, RequestOptions options, long scheduledNanos) {
        return new PromptRequest(
                ids.next(), 1, prompt, options, scheduledNanos, new Provenance(Origin.LOAD, "agent-1", "run-1"));
    }

    static RequestOptions impatient() {
        return new RequestOptions(true, 64, 0, Duration.ofMillis(300), Keep.NOTHING);
    }

    @Override
    public void close() {
        client.close();
    }
}
