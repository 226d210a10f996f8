package io.tachograph.collectors.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.client.http.HttpClientConfig;
import io.tachograph.client.http.ScriptedServer;
import io.tachograph.client.http.arrival.ThisKernel;
import io.tachograph.client.load.ClosedLoop;
import io.tachograph.client.load.ConstantRate;
import io.tachograph.client.load.LoadCounters;
import io.tachograph.client.load.Poisson;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ProbeAgentTest {
    private static final String ANSWER = "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\ndata: [DONE]\n\n";

    private final RecordingPublisher publisher = new RecordingPublisher();

    /** As llama.cpp's server does it: keep-alive is offered, and the connection closed after every streamed answer. */
    @Test
    void serverThatClosesWhatItOfferedToKeep_isNotBlamedInAClosedLoop() throws Exception {
        RecordingPublisher publisher = new RecordingPublisher();
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> {
            if (request.path().endsWith("/version")) {
                wire.send("404 No", "", "");
                return;
            }
            wire.send(String.join(
                    "\r\n",
                    "HTTP/1.1 200 OK",
                    "Content-Type: text/event-stream",
                    "Keep-Alive: timeout=5, max=100",
                    "Transfer-Encoding: chunked",
                    "\r\n"));
            wire.chunk(ANSWER);
            wire.endStream();
            wire.close();
        })) {
            // Long, so that this server may be slow to close on a busy machine.
            ProbeConfig probes = ProbeConfigs.of(
                    ClosedLoop.of(1),
                    HttpClientConfig.builder().settle(Duration.ofMillis(300)).build());
            try (ProbeAgent agent = ProbeAgent.start(probes, List.of(target("slug", server.url())), publisher)) {
                Awaitility.await().until(() -> agent.counters().of("slug").finished() >= 60);
            }
        }

        assertThat(publisher.timings()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(publisher.timings().subList(0, 60))
                .extracting(RequestTiming::getOutcome)
                .containsOnly(Outcome.OK);
    }

    @Test
    void agent_probesEveryTarget_andItsCountersAreThoseOfTheRecords() throws IOException {
        ProbeCounters counters;
        try (ScriptedServer good = answering();
                ScriptedServer bad = ScriptedServer.start((request, wire) -> wire.send("500 No", "", ""))) {
            ProbeConfig config = ProbeConfigs.of(new Poisson(500, 1));
            ProbeAgent agent =
                    ProbeAgent.start(config, List.of(target("good", good.url()), target("bad", bad.url())), publisher);
            Awaitility.await()
                    .until(() ->
                            agent.counters().targets().values().stream().allMatch(target -> target.finished() >= 20));

            agent.close();

            counters = agent.counters();
        }
        assertThat(counters.targets().keySet()).containsExactly("good", "bad");
        for (String slug : List.of("good", "bad")) {
            LoadCounters target = counters.of(slug);
            List<RequestTiming> records = publisher.timings().stream()
                    .filter(record -> record.getTarget().equals(slug))
                    .toList();
            assertThat(target.outstanding()).isZero();
            assertThat(target.sent()).isEqualTo(records.size());
            assertThat(records)
                    .allMatch(record -> record.getOrigin() == Origin.PROBE
                            && record.getAgent().equals("agent-1")
                            && record.getRunId() == null);
        }
        assertThat(counters.of("good").ok()).isPositive();
        assertThat(counters.of("bad").ok()).isZero();
        assertThat(counters.of("bad").failed()).isPositive();
    }

    /** By the same client as load tests, so with its stamps. */
    @Test
    void answers_areStampedByTheKernel_whereItStamps() throws Exception {
        ThisKernel.mustStamp();
        try (ScriptedServer server = answering();
                ProbeAgent agent = ProbeAgent.start(
                        ProbeConfigs.of(ClosedLoop.of(1)), List.of(target("some", server.url())), publisher)) {
            // The first packets after stamping was turned on may have none.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> agent.counters().of("some").ok() > 0
                            && publisher.timings().stream()
                                    .anyMatch(timing -> timing.getStampSource() == StampSource.KERNEL));
        }

        assertThat(publisher.timings())
                .filteredOn(timing -> timing.getStampSource() == StampSource.KERNEL)
                .allSatisfy(timing -> assertThat(timing.getFirstTokenNanos()).isNotNegative());
    }

    @Test
    void silentTarget_getsHeartbeats_thatRise() throws IOException {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.stall());
                ProbeAgent agent = ProbeAgent.start(
                        ProbeConfigs.of(new Poisson(50, 7), Duration.ofMillis(40)),
                        List.of(target("silent", server.url())),
                        publisher)) {
            Awaitility.await().until(() -> publisher.heartbeats().size() >= 5);

            assertThat(agent.counters().heartbeats()).isGreaterThanOrEqualTo(5);
            assertThat(publisher.heartbeats())
                    .allMatch(beat ->
                            beat.getTarget().equals("silent") && beat.getAgent().equals("agent-1"))
                    .extracting(Heartbeat::getAtMicros)
                    .isSorted();
        }
    }

    @Test
    void heartbeat_comesAfterEveryRecordThatWasFinishedBeforeIt() throws IOException {
        // Given traffic with pauses around the time after which a heartbeat is due, on two event loops
        try (ScriptedServer server = answering();
                ProbeAgent agent = ProbeAgent.start(
                        ProbeConfigs.of(new Poisson(250, 3), Duration.ofMillis(4)),
                        List.of(target("some", server.url())),
                        publisher)) {
            Awaitility.await()
                    .until(() -> agent.counters().heartbeats() >= 100
                            && agent.counters().of("some").finished() >= 100);
        }

        assertEveryHeartbeatKeepsItsPromise(publisher.events);
    }

    @Test
    void heartbeat_waitsForARecordThatIsJustBeingPublished() throws IOException {
        // Given publishing that is slow to begin, so that heartbeats come due while a finished record is on its way
        RecordingPublisher slow = new RecordingPublisher() {
            @Override
            public void publish(SpecificRecord event) {
                long until = System.nanoTime() + Duration.ofMillis(20).toNanos();
                while (event instanceof RequestTiming && until - System.nanoTime() > 0) {
                    Thread.onSpinWait();
                }
                super.publish(event);
            }
        };
        try (ScriptedServer server = answering();
                ProbeAgent agent = ProbeAgent.start(
                        ProbeConfigs.of(new Poisson(20, 3), Duration.ofMillis(4)),
                        List.of(target("some", server.url())),
                        slow)) {
            Awaitility.await()
                    .until(() -> agent.counters().of("some").finished() >= 10
                            && agent.counters().heartbeats() >= 10);
        }
        assertEveryHeartbeatKeepsItsPromise(slow.events);
    }

    /** No record that follows a heartbeat was finished before it. */
    private static void assertEveryHeartbeatKeepsItsPromise(List<SpecificRecord> events) {
        long promised = Long.MIN_VALUE;
        for (SpecificRecord event : events) {
            if (event instanceof Heartbeat beat) {
                promised = Math.max(promised, beat.getAtMicros());
            } else if (event instanceof RequestTiming record) {
                assertThat(record.getSentAtMicros() + record.getClosedNanos() / 1000)
                        .isGreaterThanOrEqualTo(promised);
            }
        }
    }

    @Test
    void busyTarget_getsNoHeartbeats() throws IOException {
        try (ScriptedServer server = answering();
                ProbeAgent agent = ProbeAgent.start(
                        ProbeConfigs.of(ClosedLoop.of(1), Duration.ofSeconds(1)),
                        List.of(target("busy", server.url())),
                        publisher)) {
            // Five times as long as a silent target would have to wait for one.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> microsCovered(publisher.timings()) >= 5_000_000);

            assertThat(publisher.heartbeats()).isEmpty();
            assertThat(agent.counters().heartbeats()).isZero();
        }
    }

    private static long microsCovered(List<RequestTiming> records) {
        return records.isEmpty()
                ? 0
                : records.get(records.size() - 1).getSentAtMicros()
                        - records.get(0).getSentAtMicros();
    }

    @Test
    void closing_cancelsWhatIsStillUnderWay_andPublishesIt() throws IOException {
        try (ScriptedServer server = ScriptedServer.start((request, wire) -> wire.stall())) {
            ProbeAgent agent = ProbeAgent.start(
                    ProbeConfigs.of(new ConstantRate(200)), List.of(target("stalled", server.url())), publisher);
            Awaitility.await().until(() -> agent.counters().of("stalled").outstanding() >= 5);

            agent.close();

            LoadCounters counters = agent.counters().of("stalled");
            assertThat(counters.outstanding()).isZero();
            assertThat(counters.cancelled()).isEqualTo(publisher.timings().size());
            assertThat(publisher.timings()).allMatch(record -> record.getOutcome() == Outcome.CANCELLED);
        }
    }

    @Test
    void wrongTargets_areRefusedAtTheStart() {
        TargetConfig one = target("one", URI.create("http://localhost:1"));

        assertThatThrownBy(() -> ProbeAgent.start(ProbeConfigs.of(ClosedLoop.of(1)), List.of(one, one), publisher))
                .hasMessage("two targets have the slug one");
    }

    @Test
    void targets_areNotAskedInStep() {
        long one = ProbeConfig.seedOf(target("one", URI.create("http://localhost:1")), 7);
        long two = ProbeConfig.seedOf(target("two", URI.create("http://localhost:1")), 7);

        assertThat(one).isNotEqualTo(two);
    }

    private static ScriptedServer answering() throws IOException {
        return ScriptedServer.start((request, wire) -> {
            wire.beginStream();
            wire.chunk(ANSWER);
            wire.endStream();
        });
    }

    private static TargetConfig target(String slug, URI url) {
        return new TargetConfig(slug, "lab", "none", "tiny", url, "openai-chat", null, "", Map.of());
    }
}
