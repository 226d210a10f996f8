package io.tachograph.client.scrape;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Metrics texts: captured ones from the resources (where they come from: README.md beside them), and made ones. */
final class Texts {
    static final String VLLM_V1 = "vllm-v1-2026-09-specdecode.txt";
    static final String VLLM_0_32 = "vllm-0.32.0-cpu-real.txt";
    static final String VLLM_V0 = "vllm-v0-0.4.3-opt125m.txt";
    static final String VLLM_CUT = "vllm-v0-0.6.x-aibrix-qwen-coder.txt";
    static final String SGLANG = "sglang-docs-0.4.txt";
    static final String LITELLM = "litellm-metrics-v1.95-trimmed.txt";
    static final String TRITON = "triton-mnist-partial.txt";
    static final String DCGM = "dcgm-netdata-testdata-mig-blank.prom";

    private Texts() {}

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    static Exposition sample(String name) throws IOException {
        return MetricsText.parse(bytes(name));
    }

    static Exposition of(String text) {
        return MetricsText.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    static Exposition ofLines(String... lines) {
        return of(String.join("\n", lines) + "\n");
    }

    /** A small vLLM-like text of one model: all requests in the buckets up to 0.1 and to 1 second. */
    static String vllm(double started, int fast, int slow, double ttftSum) {
        int all = fast + slow;
        return """
                process_start_time_seconds %s
                # TYPE vllm:request_success_total counter
                vllm:request_success_total{engine="0",finished_reason="stop",model_name="m"} %s
                vllm:request_success_total{engine="0",finished_reason="abort",model_name="m"} 7.0
                vllm:generation_tokens_total{engine="0",model_name="m"} %s
                vllm:num_requests_running{engine="0",model_name="m"} %s
                vllm:time_to_first_token_seconds_bucket{engine="0",le="0.1",model_name="m"} %s
                vllm:time_to_first_token_seconds_bucket{engine="0",le="1.0",model_name="m"} %s
                vllm:time_to_first_token_seconds_bucket{engine="0",le="+Inf",model_name="m"} %s
                vllm:time_to_first_token_seconds_sum{engine="0",model_name="m"} %s
                vllm:time_to_first_token_seconds_count{engine="0",model_name="m"} %s
                """.formatted(started, all, 10 * all, all % 7, fast, all, all, ttftSum, all);
    }
}
