package io.tachograph.standalone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.client.endpoint.RequestOptions;
import io.tachograph.client.load.ClosedLoop;
import io.tachograph.collectors.agent.ProbeAgent;
import io.tachograph.collectors.agent.ProbeConfig;
import io.tachograph.collectors.agent.ProbeConfigs;
import io.tachograph.collectors.publish.EventPublisher;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.LatencyLaw;
import io.tachograph.simulator.ReplicaConfig;
import io.tachograph.simulator.ServedRequest;
import io.tachograph.simulator.SimulatedFleet;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/**
 * What the client measures against what the server knows, request by request, joined by request id. Both read the same
 * monotonic clock. The client's TTFT holds all of the server's and on top of it the way there and back: it can never be
 * less, and how much more it is, is the error of the measurement.
 */
class TimingTruthTest {
    /** More of them, for a figure without the first second of a cold JVM: {@code -Dtachograph.timing.requests=4000}. */
    private static final int REQUESTS =
            Integer.getInteger("tachograph.timing.requests", Boolean.getBoolean("tests.long") ? 4_000 : 400);
    /**
     * On an idle machine the median excess is a few tenths of a millisecond, most of it the loopback interface and
     * two threads waking up. This machine may be busy, so the bound only catches gross errors: a role chunk taken for
     * a token, a queue in the client.
     */
    private static final long MEDIAN_BOUND_NANOS = 5_000_000;

    private final Map<String, ServedRequest> served = new ConcurrentHashMap<>();
    private final Map<String, RequestTiming> measured = new ConcurrentHashMap<>();

    private final EventPublisher publisher = event -> {
        if (event instanceof RequestTiming timing) {
            ByteBuffer id = ByteBuffer.wrap(timing.getRequestId().bytes());
            measured.put(new UUID(id.getLong(0), id.getLong(8)).toString(), timing);
        }
    };

    @Test
    void ttft_isTheServersTruthAndTheWayThereAndBack() throws Exception {
        // Given
        LatencyLaw law =
                FleetConfig.standard(1, 7, "127.0.0.1", 0).replicas().get(0).law();
        FleetConfig config =
                new FleetConfig("127.0.0.1", 7, true, List.of(ReplicaConfig.of("truth-1", "atlas-8b", law)));
        try (SimulatedFleet fleet = SimulatedFleet.start(config, request -> {
            if (request.requestId() != null) {
                served.put(request.requestId(), request);
            }
        })) {
            TargetConfig target = new TargetConfig(
                    "lab-vllm-atlas-8b",
                    "lab",
                    "vllm",
                    "atlas-8b",
                    fleet.replicas().get(0).uri(),
                    "openai-chat",
                    null,
                    "",
                    Map.of());
            ProbeConfig probes =
                    ProbeConfigs.of(ClosedLoop.of(4), RequestOptions.defaults().withMaxTokens(12));

            // When
            try (ProbeAgent agent = ProbeAgent.start(probes, List.of(target), publisher)) {
                await().atMost(Duration.ofMinutes(2)).until(() -> measured.size() >= REQUESTS);
                assertThat(agent.counters().targets()).containsKey("lab-vllm-atlas-8b");
            }
        }

        // Then
        List<Long> excessTtft = new ArrayList<>();
        List<Long> excessSpan = new ArrayList<>();
        measured.forEach((id, timing) -> {
            ServedRequest truth = served.get(id);
            if (timing.getOutcome() == Outcome.OK && truth != null) {
                Long first = timing.getFirstTokenNanos();
                Long last = timing.getLastTokenNanos();
                assertThat(first).isNotNull();
                assertThat(last).isNotNull();
                excessTtft.add(first - (truth.firstTokenNanos() - truth.arrivedNanos()));
                excessSpan.add(Math.abs((last - first) - (truth.lastTokenNanos() - truth.firstTokenNanos())));
                assertThat(timing.getOutputTokens()).isEqualTo(truth.outputTokens());
            }
        });
        Collections.sort(excessTtft);
        Collections.sort(excessSpan);
        System.out.printf(
                Locale.ROOT,
                "timing truth: TTFT client - server over %d requests: min %.1f us, p50 %.1f us, p99 %.1f us;"
                        + " |token span| difference: p50 %.1f us, p99 %.1f us%n",
                excessTtft.size(),
                excessTtft.get(0) / 1e3,
                at(excessTtft, 0.5) / 1e3,
                at(excessTtft, 0.99) / 1e3,
                at(excessSpan, 0.5) / 1e3,
                at(excessSpan, 0.99) / 1e3);
        assertThat(excessTtft).hasSizeGreaterThan(REQUESTS - 10);
        assertThat(excessTtft.get(0))
                .as("no measurement is shorter than the truth")
                .isPositive();
        assertThat(at(excessTtft, 0.5)).isLessThan(MEDIAN_BOUND_NANOS);
        assertThat(at(excessSpan, 0.5)).isLessThan(MEDIAN_BOUND_NANOS);
    }

    private static long at(List<Long> sorted, double q) {
        return sorted.get((int) Math.ceil(q * sorted.size()) - 1);
    }
}
