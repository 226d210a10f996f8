package io.tachograph.collectors.source.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.http.LooseJson;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Metrics of Vertex AI that are read, each with the label by which its series are told apart beside the model. */
enum VertexMetric {
    CALLS("model_invocation_count", "response_code") {
        @Override
        void add(MinuteTotals totals, Instant at, String model, String label, JsonNode value) {
            Double calls = number(value);
            totals.count(at, model, Quantity.CALLS, calls);
            if (label.matches("\\d{3}")) {
                boolean failed = Integer.parseInt(label) >= 400;
                totals.count(at, model, Quantity.FAILURES, failed ? calls : Double.valueOf(0));
                totals.count(at, model, Quantity.THROTTLED, label.equals("429") ? calls : Double.valueOf(0));
            }
        }
    },
    TOKENS("token_count", "type") {
        @Override
        void add(MinuteTotals totals, Instant at, String model, String label, JsonNode value) {
            switch (label.toLowerCase(Locale.ROOT)) {
                case "input" -> totals.count(at, model, Quantity.INPUT_TOKENS, number(value));
                case "output" -> totals.count(at, model, Quantity.OUTPUT_TOKENS, number(value));
                default -> {} // Of kinds that overlap with these.
            }
        }
    },
    LATENCY("model_invocation_latencies", null) {
        @Override
        void add(MinuteTotals totals, Instant at, String model, String label, JsonNode value) {
            mean(totals, at, model, Quantity.LATENCY, value);
        }
    },
    TTFT("first_token_latencies", null) {
        @Override
        void add(MinuteTotals totals, Instant at, String model, String label, JsonNode value) {
            mean(totals, at, model, Quantity.TTFT, value);
        }
    };

    private final String metric;
    private final @Nullable String label;

    VertexMetric(String metric, @Nullable String label) {
        this.metric = metric;
        this.label = label;
    }

    String type() {
        return "aiplatform.googleapis.com/publisher/online_serving/" + metric;
    }

    @Nullable
    String label() {
        return label;
    }

    /** @param label value of its label; empty where there is none */
    abstract void add(MinuteTotals totals, Instant at, String model, String label, JsonNode value);

    /** Integers are text in Google's JSON. */
    private static @Nullable Double number(JsonNode value) {
        return LooseJson.number(value.has("int64Value") ? value.path("int64Value") : value.path("doubleValue"));
    }

    /** Milliseconds; of the distribution its mean, and of how many values. */
    private static void mean(MinuteTotals totals, Instant at, String model, Quantity quantity, JsonNode value) {
        JsonNode distribution = value.path("distributionValue");
        Double calls = LooseJson.number(distribution.path("count"));
        Double millis = LooseJson.number(distribution.path("mean"));
        if (calls != null && millis != null) {
            totals.mean(at, model, quantity, millis / 1_000, calls);
        }
    }
}
