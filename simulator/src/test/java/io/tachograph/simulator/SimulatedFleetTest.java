package io.tachograph.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedFleetTest {
    @Test
    void standardFleet_hasTwoReplicasPerModelThatAnswer() throws Exception {
        try (SimulatedFleet fleet = SimulatedFleet.start(FleetConfig.standard(3, 1, "127.0.0.1", 0))) {
            assertThat(fleet.replicas())
                    .extracting(SimulatedReplica::name)
                    .containsExactly(
                            "atlas-8b-1",
                            "atlas-8b-2",
                            "borealis-32b-1",
                            "borealis-32b-2",
                            "cygnus-70b-1",
                            "cygnus-70b-2");
            HttpClient client = HttpClient.newHttpClient();
            for (SimulatedReplica replica : fleet.replicas()) {
                HttpRequest request = HttpRequest.newBuilder(replica.uri().resolve("/v1/models"))
                        .build();
                assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                                .body())
                        .contains("\"id\":\"" + replica.model() + "\"");
            }
        }
    }

    @Test
    void standardFleet_ordersItsModelsBySpeed() {
        FleetConfig fleet = FleetConfig.standard(8, 1, "127.0.0.1", 9_000);

        List<String> names =
                fleet.replicas().stream().map(ReplicaConfig::model).distinct().toList();
        assertThat(names).startsWith("atlas-8b", "borealis-32b", "cygnus-70b").hasSize(8);
        assertThat(fleet.modelsByExpectedTtft()).isEqualTo(names);
        assertThat(fleet.modelsByExpectedTpot()).isEqualTo(names);
        assertThat(fleet.modelsByExpectedThroughput()).isEqualTo(names);
        assertThat(fleet.replicas())
                .extracting(ReplicaConfig::port)
                .startsWith(9_000, 9_001)
                .endsWith(9_015);
    }

    @Test
    void standardFleet_hasTheSpeedsItPromises() {
        List<ReplicaConfig> replicas =
                FleetConfig.standard(3, 1, "127.0.0.1", 0).replicas();

        assertThat(replicas.get(0).law().prefillNanos(32, 1)).isBetween(59_000_000L, 61_000_000L);
        assertThat(replicas.get(2).law().prefillNanos(32, 1)).isEqualTo(120_000_000);
        assertThat(replicas.get(4).law().prefillNanos(32, 1)).isEqualTo(250_000_000);
        assertThat(replicas.get(3).law().stepNanos(1, 1)).isEqualTo(16_800_000);
        assertThat(replicas.get(0).faults()).isEqualTo(Faults.none());
        assertThat(replicas.get(5).faults().http500()).isEqualTo(0.02);
    }

    @Test
    void busyPort_isOneClearSentenceAndLeavesNothingRunning() throws Exception {
        int first = freePort();
        try (ServerSocket busy = new ServerSocket(0)) {
            LatencyLaw law = ReplicaUnderTest.FAST;
            FleetConfig config = new FleetConfig(
                    "127.0.0.1",
                    1,
                    false,
                    List.of(
                            ReplicaConfig.of("a-1", "a", law).withPort(first),
                            ReplicaConfig.of("a-2", "a", law).withPort(busy.getLocalPort())));

            assertThatIOException()
                    .isThrownBy(() -> SimulatedFleet.start(config))
                    .withMessageStartingWith("Replica a-2 cannot listen on 127.0.0.1:" + busy.getLocalPort() + ": ");
            assertThatIOException().isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), first));
        }
    }

    @Test
    void closedFleet_listensNoMore() throws Exception {
        SimulatedFleet fleet = SimulatedFleet.start(FleetConfig.standard(1, 1, "127.0.0.1", 0));
        int port = fleet.replicas().get(0).port();
        fleet.close();

        assertThatIOException().isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port));
    }

    @Test
    void configuration_refusesWhatCannotWork() {
        ReplicaConfig replica = ReplicaConfig.of("a-1", "a", ReplicaUnderTest.FAST);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FleetConfig("h", 1, false, List.of(replica, replica)))
                .withMessage("Two replicas are named a-1.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FleetConfig.standard(0, 1, "h", 0))
                .withMessageContaining("number of models");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FleetConfig.standard(3, 1, "h", 65_533))
                .withMessageContaining("first port");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaUnderTest.config(0, Duration.ofMinutes(1)))
                .withMessageStartingWith("atlas-8b-1: maxRunning");
    }

    private static int freePort() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
