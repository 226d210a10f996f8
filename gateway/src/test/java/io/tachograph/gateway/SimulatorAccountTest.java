package io.tachograph.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.client.http.arrival.KernelStampedReads;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.LatencyLaw;
import io.tachograph.simulator.ReplicaConfig;
import io.tachograph.simulator.ServedRequest;
import io.tachograph.simulator.SimulatedFleet;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The records against what the servers themselves know of each request, and what the caller sees. */
@Timeout(180)
class SimulatorAccountTest {
    private static final int REQUESTS = 60;
    /** By so much a token's stamp may be too early that was read together with what came before it. */
    private static final long MERGED_NANOS = KernelStampedReads.PROMPT_NANOS + KernelStampedReads.NOISE_NANOS;

    private record Seen(String id, long beganNanos, long endedNanos, String body) {}

    @Test
    void everyRecord_liesBetweenTheServersAccountAndTheCallers() throws Exception {
        Map<String, ServedRequest> served = new ConcurrentHashMap<>();
        LatencyLaw law = new LatencyLaw(0.020, 0, 0.003, 0, 0.2);
        FleetConfig config = new FleetConfig(
                "127.0.0.1",
                5,
                false,
                List.of(
                        ReplicaConfig.of("tiny-1", GatewayFixture.MODEL, law),
                        ReplicaConfig.of("tiny-2", GatewayFixture.MODEL, law)));
        try (SimulatedFleet fleet =
                        SimulatedFleet.start(config, one -> served.put(String.valueOf(one.requestId()), one));
                GatewayFixture fixture = GatewayFixture.before(
                        fleet.replicas().get(0).uri(), fleet.replicas().get(1).uri())) {
            List<CompletableFuture<Seen>> asked = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                asked.add(ask(fixture));
            }
            List<Seen> seen = asked.stream().map(CompletableFuture::join).toList();
            List<RequestTiming> records = fixture.records(REQUESTS);

            assertThat(records).hasSize(REQUESTS);
            for (RequestTiming record : records) {
                String id = GatewayFixture.id(record);
                ServedRequest truth = Objects.requireNonNull(served.get(id), id);
                Seen caller = seen.stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElseThrow();
                assertThat(record.getOutcome()).isEqualTo(Outcome.OK);
                assertThat(record.getOutputTokens()).isEqualTo(truth.outputTokens());
                assertThat(record.getContentChunks()).isEqualTo(truth.outputTokens());
                assertThat(record.getFirstTokenNanos())
                        .as("no earlier than the server knows: it was sent before it arrived")
                        .isGreaterThanOrEqualTo(truth.firstTokenNanos() - truth.arrivedNanos() - MERGED_NANOS);
                assertThat(record.getLastTokenNanos())
                        .isGreaterThanOrEqualTo(truth.lastTokenNanos() - truth.arrivedNanos() - MERGED_NANOS)
                        .isLessThanOrEqualTo(record.getClosedNanos());
                assertThat(record.getClosedNanos() - record.getScheduledNanos())
                        .as("no longer than the caller saw")
                        .isLessThanOrEqualTo(caller.endedNanos() - caller.beganNanos());
                assertThat(caller.body()).endsWith("data: [DONE]\n\n");
            }
            assertThat(records.stream().map(RequestTiming::getTarget).distinct())
                    .hasSize(2);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> fixture.gateway.counters().passed() == REQUESTS);
            assertThat(fixture.gateway.counters().open()).isZero();
        }
    }

    private static CompletableFuture<Seen> ask(GatewayFixture fixture) {
        long began = System.nanoTime();
        return fixture.http
                .sendAsync(
                        fixture.posting(
                                        "/v1/chat/completions",
                                        GatewayFixture.chat(
                                                ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .thenApply(answer -> new Seen(
                        answer.headers().firstValue("x-tachograph-request-id").orElse(""),
                        began,
                        System.nanoTime(),
                        answer.body()));
    }
}
