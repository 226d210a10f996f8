package io.tachograph.simulator;

import static io.tachograph.simulator.ReplicaUnderTest.CHAT;
import static io.tachograph.simulator.ReplicaUnderTest.chat;
import static io.tachograph.simulator.ReplicaUnderTest.events;
import static io.tachograph.simulator.ReplicaUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Pattern LINE =
            Pattern.compile("# (HELP|TYPE) [a-z0-9_:]+ .+|[a-z0-9_:]+(\\{.*})? [-+0-9.eE]+");

    private final ReplicaUnderTest server = new ReplicaUnderTest();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void counts_agreeWithWhatTheClientReceived() throws Exception {
        // Given ten streams, some ended by themselves and some cut off
        int tokens = 0;
        int gaps = 0;
        int stopped = 0;
        double longest = 0;
        for (int i = 0; i < 10; i++) {
            long sent = System.nanoTime();
            List<String> events = events(server.post(CHAT, chat(",\"max_tokens\":40,\"stream\":true"))
                    .body());
            longest += (System.nanoTime() - sent) / 1e9;
            int received = (int) events.stream()
                    .filter(event -> event.contains("\"content\":\" "))
                    .count();
            tokens += received;
            gaps += received - 1;
            stopped += events.get(events.size() - 2).contains("\"stop\"") ? 1 : 0;
        }

        assertThat(stopped).isBetween(1, 9);
        assertThat(server.metric("vllm:generation_tokens_total")).isEqualTo(tokens);
        assertThat(server.metric("vllm:prompt_tokens_total")).isEqualTo(30);
        assertThat(server.metric("vllm:request_success_total", "\"stop\"")).isEqualTo(stopped);
        assertThat(server.metric("vllm:request_success_total", "\"length\"")).isEqualTo(10 - stopped);
        assertThat(server.metric("vllm:time_to_first_token_seconds_count")).isEqualTo(10);
        assertThat(server.metric("vllm:inter_token_latency_seconds_count")).isEqualTo(gaps);
        assertThat(server.metric("vllm:request_time_per_output_token_seconds_count"))
                .isEqualTo(10);
        assertThat(server.metric("vllm:request_generation_tokens_sum")).isEqualTo(tokens);
        assertThat(server.metric("vllm:request_prompt_tokens_bucket", "le=\"2.0\""))
                .isZero();
        assertThat(server.metric("vllm:request_prompt_tokens_bucket", "le=\"5.0\""))
                .isEqualTo(10);
        // Elapsed times: at least what the law asks for, at most what the client saw
        assertThat(server.metric("vllm:time_to_first_token_seconds_sum")).isBetween(0.040, longest);
        assertThat(server.metric("vllm:e2e_request_latency_seconds_sum")).isBetween(0.040 + gaps * 0.001, longest);
        assertThat(server.metric("http_requests_total", "method=\"POST\",status=\"2xx\""))
                .isEqualTo(10);
    }

    @Test
    void text_isWellFormedAndNamesEveryFamily() throws Exception {
        server.post(CHAT, chat(""));

        HttpResponse<String> response = server.get("/metrics?x=1");

        assertThat(response.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(response.body().lines()).allMatch(line -> LINE.matcher(line).matches());
        assertThat(response.body())
                .contains(
                        "vllm:num_requests_running{engine=\"0\",model_name=\"atlas-8b\"} 0.0\n",
                        "vllm:num_requests_waiting{",
                        "vllm:kv_cache_usage_perc{",
                        "vllm:request_queue_time_seconds_bucket{engine=\"0\",model_name=\"atlas-8b\",le=\"+Inf\"} 1.0\n",
                        "finished_reason=\"abort\"} 0.0\n");
    }

    @Test
    void labelValues_areEscaped() {
        ExpositionText text = new ExpositionText("a\"b\\c\nd");
        text.sample("m", 1);

        assertThat(text).hasToString("m{engine=\"0\",model_name=\"a\\\"b\\\\c\\nd\"} 1.0\n");
    }

    @Test
    void histogram_countsAValueOnABoundBelowIt() {
        Histogram histogram = new Histogram(1, 2);
        histogram.observe(1);
        histogram.observe(1.5);
        histogram.observe(9);
        ExpositionText text = new ExpositionText("a");
        histogram.writeTo(text, "h", "Help.");

        assertThat(text.toString()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.substring(line.lastIndexOf(' ') + 1)))
                .containsExactly("1.0", "2.0", "3.0", "3.0", "11.5");
    }

    @Test
    void otherRoutes_answerLikeVllm() throws Exception {
        assertThat(server.get("/health").statusCode()).isEqualTo(200);
        assertThat(server.get("/health").body()).isEmpty();
        assertThat(server.get("/version").body()).isEqualTo("{\"version\":\"0.30.0-sim\"}");
        JsonNode model = json(server.get("/v1/models").body()).path("data").path(0);
        assertThat(model.path("id").asText()).isEqualTo("atlas-8b");
        assertThat(model.path("max_model_len").asInt()).isEqualTo(8192);
        assertThat(model.path("owned_by").asText()).isEqualTo("vllm");
    }
}
