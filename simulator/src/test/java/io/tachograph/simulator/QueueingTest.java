package io.tachograph.simulator;

import static io.tachograph.simulator.ReplicaUnderTest.CHAT;
import static io.tachograph.simulator.ReplicaUnderTest.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueingTest {
    private static final String STREAM = chat(",\"max_tokens\":4,\"stream\":true");

    private final ReplicaUnderTest server = new ReplicaUnderTest(ReplicaUnderTest.config(2, Duration.ofMinutes(1)), 1);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void clientsThatLeave_freeTheirSlotsForTheQueue() throws Exception {
        // Given two streams that stall in the batch, and four healthy requests behind them
        server.replica().faults(Faults.stall(1));
        RawConnection first = stalled();
        RawConnection second = stalled();
        server.replica().faults(Faults.none());
        List<CompletableFuture<HttpResponse<String>>> behind = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            behind.add(server.postAsync(CHAT, STREAM));
        }
        await().until(() -> server.metric("vllm:num_requests_waiting") == 4);
        assertThat(server.metric("vllm:num_requests_running")).isEqualTo(2);
        assertThat(server.metric("vllm:kv_cache_usage_perc")).isPositive();

        // When one leaves
        first.close();

        // Then the others get through, one after the other, and the second still holds its slot
        for (CompletableFuture<HttpResponse<String>> answer : behind) {
            assertThat(answer.get(30, TimeUnit.SECONDS).body()).endsWith("data: [DONE]\n\n");
        }
        assertThat(server.metric("vllm:num_requests_running")).isEqualTo(1);
        assertThat(server.metric("vllm:request_success_total", "\"abort\"")).isEqualTo(1);
        second.close();
        await().until(() -> server.metric("vllm:request_success_total", "\"abort\"") == 2);
        assertThat(server.metric("vllm:num_requests_running")).isZero();
        assertThat(server.metric("vllm:kv_cache_usage_perc")).isZero();
    }

    @Test
    void batch_isNeverFullerThanItsLimit() throws Exception {
        long start = System.nanoTime();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            answers.add(server.postAsync(CHAT, chat(",\"max_tokens\":30,\"ignore_eos\":true,\"stream\":true")));
        }
        while (!answers.stream().allMatch(CompletableFuture::isDone)) {
            assertThat(server.metric("vllm:num_requests_running")).isLessThanOrEqualTo(2);
        }

        assertThat(server.metric("vllm:request_success_total", "\"length\"")).isEqualTo(24);
        // Each holds a slot for at least 33 ms, two at a time
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(24 / 2 * 33_000_000L);
    }

    private RawConnection stalled() throws Exception {
        RawConnection connection = new RawConnection(server.replica().port());
        connection.send(RawConnection.post(CHAT, STREAM));
        connection.readUntil("\"content\":\" ");
        return connection;
    }
}
