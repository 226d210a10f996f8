package io.tachograph.collectors.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tachograph.client.clock.WallClock;
import io.tachograph.client.http.ScriptedServer;
import io.tachograph.client.load.Poisson;
import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.collectors.source.DiscoveredTarget;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.SourceStatus;
import io.tachograph.config.TargetSection;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.schemas.avro.InventoryTarget;
import io.tachograph.schemas.avro.RequestTiming;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class AgentTest {
    private static final String ANSWER =
            "data: {\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    /** In whose name the tests find targets. */
    private static final ConfiguredSource DNS = new ConfiguredSource(
            new NamedSource("dns", new Source() {
                @Override
                public CompletionStage<Void> read(Consumer<SpecificRecord> records) {
                    return CompletableFuture.completedFuture(null);
                }

                @Override
                public void close() {}
            }),
            "test",
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            "settings");

    private final RecordingPublisher publisher = new RecordingPublisher();
    private final DiscoveredTargets discovered = new DiscoveredTargets();
    private final SourceContext context =
            new SourceContext("agent", "node", WallClock.ofProcess(), discovered, name -> null);

    private List<InventoryTarget> told() {
        return publisher.events.stream()
                .filter(InventoryTarget.class::isInstance)
                .map(InventoryTarget.class::cast)
                .toList();
    }

    @Test
    void targetsThatSourcesFind_areProbedBesideTheGivenOnes_andLeftWhenTheyGo() throws Exception {
        try (ScriptedServer server = server();
                Agent agent = Agent.start(
                        ProbeConfigs.of(new Poisson(100, 1)),
                        List.of(target(server, "given")),
                        List.of(DNS),
                        context,
                        publisher)) {
            discovered.replace(
                    "dns",
                    List.of(
                            new DiscoveredTarget(target(server, "found"), true),
                            new DiscoveredTarget(target(server, "given"), true),
                            new DiscoveredTarget(target(server, "not-probed"), false)));

            Awaitility.await().until(() -> models().containsAll(List.of("given", "found")));
            assertThat(agent.probes().targets()).hasSize(2);
            assertThat(told())
                    .extracting(InventoryTarget::getModel, InventoryTarget::getProbed)
                    .containsExactlyInAnyOrder(tuple("given", true), tuple("found", true), tuple("not-probed", false));

            discovered.replace("dns", List.of());
            assertThat(told())
                    .filteredOn(target -> target.getEndedAtMicros() != null)
                    .extracting(InventoryTarget::getModel)
                    .containsExactlyInAnyOrder("found", "not-probed");
            assertThat(agent.probes().targets()).hasSize(1);
            long sent = agent.probes().targets().values().iterator().next().sent();
            Awaitility.await()
                    .until(() ->
                            agent.probes().targets().values().iterator().next().sent() > sent);
        }
        assertThat(models()).doesNotContain("not-probed");
    }

    @Test
    void targetsOfASourceThatTheConfigurationDrops_areLeft() throws Exception {
        try (ScriptedServer server = server();
                Agent agent = Agent.start(
                        ProbeConfigs.of(new Poisson(100, 1)),
                        List.of(target(server, "given")),
                        List.of(new ConfiguredSource(
                                new NamedSource("finds", finding(server)),
                                "test",
                                Duration.ofHours(1),
                                Duration.ofMinutes(1),
                                "settings")),
                        context,
                        publisher)) {
            Awaitility.await().until(() -> agent.probes().targets().size() == 2);

            agent.set(List.of(target(server, "given")), List.of());

            assertThat(agent.probes().targets()).hasSize(1);
            assertThat(agent.sources()).isEmpty();
        }
    }

    private Source finding(ScriptedServer server) {
        return new Source() {
            @Override
            public CompletionStage<Void> read(Consumer<SpecificRecord> records) {
                try {
                    discovered.replace("finds", List.of(new DiscoveredTarget(target(server, "found"), true)));
                    return CompletableFuture.completedFuture(null);
                } catch (SourceException e) {
                    return CompletableFuture.failedFuture(e);
                }
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void targetThatCannotBeRight_isRefusedAndChangesNothing() throws Exception {
        try (ScriptedServer server = server();
                Agent agent = Agent.start(
                        ProbeConfigs.of(new Poisson(100, 1)),
                        List.of(target(server, "given")),
                        List.of(DNS),
                        context,
                        publisher)) {
            TargetConfig keyless = TargetSection.of(server.url().toString(), "found", "NOBODY_SETS_THIS")
                    .toTarget();

            assertThatThrownBy(() -> discovered.replace("dns", List.of(new DiscoveredTarget(keyless, true))))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("NOBODY_SETS_THIS");

            assertThat(discovered.all()).isEmpty();
            assertThat(agent.probes().targets()).hasSize(1);
        }
    }

    @Test
    void engineOfATargetWhoseFrameworkTells_isReadToo_alsoOfOneThatIsNotProbed() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
                    String body = request.path().equals("/metrics")
                            ? "# TYPE vllm:num_requests_running gauge\nvllm:num_requests_running{model_name=\"m\"} 3\n"
                            : "{}";
                    wire.send("200 OK", "Content-Type: text/plain\r\n", body);
                });
                Agent agent = Agent.start(
                        ProbeConfigs.of(new Poisson(0.001, 1)), List.of(), List.of(DNS), context, publisher)) {
            TargetSection section = new TargetSection(
                    server.url().toString(), "m", "c", "vllm", null, null, null, null, null, null, null, null);
            discovered.replace("dns", List.of(new DiscoveredTarget(section.toTarget(), false)));

            Awaitility.await().until(() -> publisher.events.stream().anyMatch(EngineSample.class::isInstance));

            assertThat(publisher.events)
                    .filteredOn(EngineSample.class::isInstance)
                    .first()
                    .satisfies(sample -> {
                        assertThat(((EngineSample) sample).getTarget()).isEqualTo("c-vllm-m");
                        assertThat(((EngineSample) sample).getGauges()).containsEntry("running", 3.0);
                    });
            assertThat(agent.sources()).extracting(SourceStatus::name).containsExactly("dns", "engine c-vllm-m");
            discovered.replace("dns", List.of());
            assertThat(agent.sources()).extracting(SourceStatus::name).containsExactly("dns");
        }
    }

    private List<String> models() {
        return publisher.timings().stream().map(RequestTiming::getModel).toList();
    }

    private static TargetConfig target(ScriptedServer server, String model) {
        return TargetSection.of(server.url().toString(), model, null).toTarget();
    }

    private static ScriptedServer server() throws IOException {
        return ScriptedServer.start((request, wire) -> {
            wire.send("200 OK", "Content-Type: text/event-stream\r\n", ANSWER);
        });
    }
}
