package io.tachograph.simulator;

import static io.tachograph.simulator.ReplicaUnderTest.CHAT;
import static io.tachograph.simulator.ReplicaUnderTest.chat;
import static io.tachograph.simulator.ReplicaUnderTest.events;
import static io.tachograph.simulator.ReplicaUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultInjectionTest {
    private static final String STREAM = chat(",\"max_tokens\":4,\"stream\":true");
    private static final String WHOLE = chat(",\"max_tokens\":4");

    private final ReplicaUnderTest server = new ReplicaUnderTest(ReplicaUnderTest.config(32, Duration.ofMillis(50)), 1);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void http500_hasVllmsShape() throws Exception {
        server.replica().faults(Faults.http500(1));

        HttpResponse<String> response = server.post(CHAT, STREAM);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(json(response.body()).path("error").path("code").asInt()).isEqualTo(500);
        assertThat(server.metric("http_requests_total", "status=\"5xx\"")).isEqualTo(1);
        assertThat(server.metric("vllm:request_success_total")).isZero();
    }

    @Test
    void rateLimited_saysWhenToComeBack() throws Exception {
        server.replica().faults(Faults.rateLimited(1));

        HttpResponse<String> response = server.post(CHAT, WHOLE);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).hasValue("1");
        assertThat(json(response.body()).path("error").path("code").asInt()).isEqualTo(429);
    }

    @Test
    void cutStream_closesInTheMiddle() throws Exception {
        server.replica().faults(Faults.cutStream(1));

        assertThatThrownBy(() -> server.post(CHAT, STREAM)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> server.post(CHAT, WHOLE)).isInstanceOf(IOException.class);
        assertThat(server.metric("vllm:request_success_total", "\"error\"")).isEqualTo(2);
    }

    @Test
    void stalledStream_closesAtTheLimit() throws Exception {
        server.replica().faults(Faults.stall(1));

        assertThatThrownBy(() -> server.post(CHAT, STREAM)).isInstanceOf(IOException.class);
        assertThat(server.metric("vllm:request_success_total", "\"error\"")).isEqualTo(1);
        assertThat(server.metric("vllm:num_requests_running")).isZero();
    }

    @Test
    void errorMidStream_followsTokensAndEndsWithoutDone() throws Exception {
        server.replica().faults(Faults.errorMidStream(1));

        HttpResponse<String> response = server.post(CHAT, STREAM);

        List<String> events = events(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(events).hasSizeBetween(3, 5);
        assertThat(events.get(1)).contains("\"content\":\" ");
        assertThat(json(events.get(events.size() - 1))
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(400);
        assertThat(server.post(CHAT, WHOLE).statusCode()).isEqualTo(400);
    }

    @Test
    void garbage_isOneUnreadableLineInAnOtherwiseGoodStream() throws Exception {
        server.replica().faults(Faults.garbage(1));

        List<String> events = events(server.post(CHAT, STREAM).body());

        assertThat(events).hasSize(1 + 4 + 1 + 1 + 1).endsWith("[DONE]");
        assertThat(events.stream().filter(event -> !readable(event))).hasSize(2).contains("[DONE]");
        HttpResponse<String> whole = server.post(CHAT, WHOLE);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(readable(whole.body())).isFalse();
    }

    @Test
    void faults_canBeSwitchedOffAgain() throws Exception {
        server.replica().faults(Faults.http500(1));
        assertThat(server.post(CHAT, WHOLE).statusCode()).isEqualTo(500);

        server.replica().faults(Faults.none());

        assertThat(server.post(CHAT, WHOLE).statusCode()).isEqualTo(200);
    }

    @Test
    void rate_befallsTheRequestsThatTheSeedSays() throws Exception {
        server.replica().faults(Faults.http500(0.4));
        long seed = Draw.replicaSeed(1, 0);

        for (int number = 0; number < 20; number++) {
            boolean fails = Draw.of(seed, number, server.replica().config()).faultRoll() < 0.4;
            assertThat(server.post(CHAT, chat(",\"max_tokens\":1")).statusCode())
                    .isEqualTo(fails ? 500 : 200);
        }
    }

    private static boolean readable(String text) {
        try {
            new ObjectMapper().readTree(text);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
