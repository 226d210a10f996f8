package io.tachograph.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Which path is what. */
final class Routes {
    /** What GET /version says. */
    static final String VERSION = "0.30.0-sim";

    private static final String JSON = "application/json";

    private final ReplicaConfig replica;
    private final BatchEngine engine;
    private final EngineMetrics metrics;
    private final CompletionAnswers completions;
    private final Instant startedAt;
    private final HttpCounts counts = new HttpCounts();

    Routes(
            ReplicaConfig replica,
            BatchEngine engine,
            EngineMetrics metrics,
            CompletionAnswers completions,
            Instant startedAt) {
        this.replica = replica;
        this.engine = engine;
        this.metrics = metrics;
        this.completions = completions;
        this.startedAt = startedAt;
    }

    void serve(ServerCall call, ServerExchange exchange) {
        ApiError refusal = call.refusal();
        if (refusal != null) {
            exchange.refuse(refusal);
            return;
        }
        switch (call.path()) {
            case "/health", "/version", "/metrics", "/v1/models" -> {
                if (call.method().equals("GET")) {
                    get(call.path(), exchange);
                } else {
                    exchange.refuse(ApiError.methodNotAllowed());
                }
            }
            case "/v1/chat/completions" -> post(ApiKind.CHAT, call, exchange);
            case "/v1/completions" -> post(ApiKind.TEXT, call, exchange);
            default -> exchange.refuse(ApiError.notFound());
        }
    }

    void count(ServerCall call, int status) {
        switch (call.path()) {
            case "/health", "/version", "/metrics" -> {}
            case "/v1/models", "/v1/chat/completions", "/v1/completions" ->
                counts.count(call.path(), call.method(), status);
            default -> counts.count("none", call.method(), status);
        }
    }

    private void post(ApiKind kind, ServerCall call, ServerExchange exchange) {
        if (call.method().equals("POST")) {
            completions.answer(kind, call, exchange);
        } else {
            exchange.refuse(ApiError.methodNotAllowed());
        }
    }

    private void get(String path, ServerExchange exchange) {
        switch (path) {
            case "/health" -> exchange.answer(200, "", "");
            case "/version" -> exchange.answer(200, JSON, "{\"version\":\"" + VERSION + "\"}");
            case "/metrics" -> exchange.answer(200, ExpositionText.CONTENT_TYPE, metricsText());
            default -> exchange.answer(200, JSON, modelList());
        }
    }

    private String metricsText() {
        ExpositionText text = new ExpositionText(replica.model());
        text.family("process_start_time_seconds", "gauge", "When this replica started, in Unix time.");
        text.processSample("process_start_time_seconds", startedAt.toEpochMilli() / 1e3, "");
        gauge(text, "vllm:num_requests_running", "Requests in the batch.", engine.running());
        gauge(text, "vllm:num_requests_waiting", "Requests in the queue.", engine.waiting());
        gauge(text, "vllm:kv_cache_usage_perc", "Share of the cache in use, 1 means all.", engine.cacheUsage());
        metrics.writeTo(text);
        counts.writeTo(text);
        return text.toString();
    }

    private static void gauge(ExpositionText text, String name, String help, double value) {
        text.family(name, "gauge", help);
        text.sample(name, value);
    }

    private String modelList() {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("object", "list");
        ObjectNode model = root.putArray("data").addObject();
        model.put("id", replica.model())
                .put("object", "model")
                .put("created", startedAt.getEpochSecond())
                .put("owned_by", "vllm")
                .put("root", replica.model())
                .putNull("parent")
                .put("max_model_len", replica.maxModelTokens())
                .putArray("permission");
        return root.toString();
    }
}
