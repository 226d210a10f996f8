package io.tachograph.collectors.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.client.clock.WallClock;
import io.tachograph.client.http.ScriptedServer;
import io.tachograph.collectors.source.DiscoveredTarget;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceStatus;
import io.tachograph.config.TargetSection;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.schemas.avro.RequestTiming;
import java.io.IOException;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class AgentTest {
    private static final String ANSWER =
            "data: {\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    private final RecordingPublisher publisher = new RecordingPublisher();
    private final DiscoveredTargets discovered = new DiscoveredTargets();
    private final SourceContext context =
            new SourceContext("agent", "node", WallClock.ofProcess(), discovered, name -> null);

    @Test
    void targetsThatSourcesFind_areProbedBesideTheGivenOnes_andLeftWhenTheyGo() throws IOException {
        try (ScriptedServer server = server();
                Agent agent = Agent.start(
                        ProbeConfig.poisson("agent", 100, 1),
                        List.of(target(server, "given")),
                        List.of(),
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

            discovered.replace("dns", List.of());
            assertThat(agent.probes().targets()).hasSize(1);
            long sent = agent.probes().targets().values().iterator().next().sent();
            Awaitility.await()
                    .until(() ->
                            agent.probes().targets().values().iterator().next().sent() > sent);
        }
        assertThat(models()).doesNotContain("not-probed");
    }

    @Test
    void targetThatCannotBeRight_isRefusedAndChangesNothing() throws IOException {
        try (ScriptedServer server = server();
                Agent agent = Agent.start(
                        ProbeConfig.poisson("agent", 100, 1).withEnvironment(name -> null),
                        List.of(target(server, "given")),
                        List.of(),
                        context,
                        publisher)) {
            TargetConfig keyless = TargetSection.of(server.url().toString(), "found", "NOBODY_SETS_THIS")
                    .toTarget();

            assertThatThrownBy(() -> discovered.replace("dns", List.of(new DiscoveredTarget(keyless, true))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("NOBODY_SETS_THIS");

            assertThat(discovered.all()).isEmpty();
            assertThat(agent.probes().targets()).hasSize(1);
        }
    }

    @Test
    void engineOfATargetWhoseFrameworkTells_isReadToo_alsoOfOneThatIsNotProbed() throws IOException {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
                    String body = request.path().equals("/metrics")
                            ? "# TYPE vllm:num_requests_running gauge\nvllm:num_requests_running{model_name=\"m\"} 3\n"
                            : "{}";
                    wire.send("200 OK", "Content-Type: text/plain\r\n", body);
                });
                Agent agent =
                        Agent.start(ProbeConfig.poisson("agent", 0.001, 1), List.of(), List.of(), context, publisher)) {
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
            assertThat(agent.sources()).extracting(SourceStatus::name).containsExactly("engine c-vllm-m");
            discovered.replace("dns", List.of());
            assertThat(agent.sources()).isEmpty();
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
