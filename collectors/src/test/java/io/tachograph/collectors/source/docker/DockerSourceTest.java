package io.tachograph.collectors.source.docker;

import static io.tachograph.collectors.source.docker.FakeDocker.OTHER;
import static io.tachograph.collectors.source.docker.FakeDocker.VLLM;
import static io.tachograph.collectors.source.docker.FakeDocker.json;
import static io.tachograph.collectors.source.docker.FakeDocker.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.collectors.source.DiscoveredTarget;
import io.tachograph.schemas.avro.ContainerSample;
import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.GpuAssignment;
import io.tachograph.schemas.avro.InventoryContainer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against what a Docker engine 20.10.24 answered. */
class DockerSourceTest {
    private static final String LEFT_ALONE = "\"Labels\":{},";
    private static final String STARTED = "2026-11-30T08:45:34.771288834Z";
    private static final String FINISHED = "2026-11-30T08:48:12.018909979Z";

    @TempDir
    Path folder;

    private FakeDocker docker;
    private DockerBench bench;

    @BeforeEach
    void start() throws Exception {
        docker = FakeDocker.onUnixSocket(folder.resolve("d"));
        // What runs vllm's image with another command is no engine: it says so by label.
        docker.answers.put(
                "/containers/json",
                json(recorded("containers.json").replace(LEFT_ALONE, "\"Labels\":{\"tachograph.engine\":\"none\"},")));
        bench = bench("", () -> HostGpus.UNKNOWN);
    }

    private DockerBench bench(String keys, GpuLookup gpus) throws Exception {
        return new DockerBench("{'host':'unix://" + folder.resolve("d") + "'" + keys + "}", gpus, Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
        docker.close();
    }

    @Test
    void engineInAContainer_isATarget_andGoesWithIt() throws Throwable {
        bench.read();

        assertThat(bench.targets.all()).hasSize(1);
        DiscoveredTarget found = bench.targets.all().get(0);
        assertThat(found.probed()).isTrue();
        assertThat(found.config().url()).hasToString("http://172.29.7.2:8000");
        assertThat(found.config().model()).isEqualTo("llama");
        assertThat(found.config().framework()).isEqualTo("vllm");
        assertThat(found.config().slug()).isEqualTo("node-vllm-1-vllm-llama");
        assertThat(found.config().tenant()).isEqualTo("acme");
        assertThat(bench.source.details()).isEqualTo("engine 20.10.24+dfsg1, API 1.41; 2 containers, 1 engines");

        docker.answers.put("/containers/json", json("[]"));
        bench.read();
        assertThat(bench.targets.all()).isEmpty();
    }

    @Test
    void published_isTheHostsPort() throws Throwable {
        try (DockerBench other = bench(",'address':'published','target':{'probe':false}", () -> HostGpus.UNKNOWN)) {
            other.read();
            assertThat(other.targets.all().get(0).config().url()).hasToString("http://127.0.0.1:18000");
            assertThat(other.targets.all().get(0).probed()).isFalse();
        }
    }

    @Test
    void engineWithoutAModel_isComplainedOf_andTheOthersCount() throws Throwable {
        docker.answers.put("/containers/json", json(recorded("containers.json")));

        assertThatThrownBy(() -> bench.read())
                .hasMessage("container other is vllm, but nothing tells its model: give it the label tachograph.model,"
                        + " or tachograph.engine=none to leave it alone");
        assertThat(bench.targets.all()).hasSize(1);
        assertThat(bench.records(ContainerSample.class)).hasSize(1);
    }

    @Test
    void labels_goBeforeEverything() throws Throwable {
        docker.answers.put(
                "/containers/json",
                json(recorded("containers.json")
                        .replace(
                                LEFT_ALONE,
                                "\"Labels\":{\"tachograph.engine\":\"sglang\",\"tachograph.model\":\"m\","
                                        + "\"tachograph.port\":\"9\",\"tachograph.rack\":\"7\",\"com.example\":\"x\","
                                        + "\"tachograph.probe\":\"false\",\"tachograph.cluster\":\"east\"},")));
        bench.read();

        DiscoveredTarget found = bench.targets.all().stream()
                .filter(target -> target.config().cluster().equals("east"))
                .findFirst()
                .orElseThrow();
        // In the host's network.
        assertThat(found.config().url()).hasToString("http://127.0.0.1:9");
        assertThat(found.config().slug()).isEqualTo("east-sglang-m");
        assertThat(found.config().labels()).isEqualTo(Map.of("rack", "7"));
        assertThat(found.probed()).isFalse();
    }

    @Test
    void use_isTheDifferenceToTheReadingBefore() throws Throwable {
        bench.read();
        docker.answers.put("/containers/" + VLLM + "/stats", json(recorded("stats-2.json")));
        bench.read();

        ContainerSample first = bench.records(ContainerSample.class).get(0);
        ContainerSample second = bench.records(ContainerSample.class).get(1);
        assertThat(first.getCpuCores()).isNull();
        assertThat(first.getCpuNanos()).isEqualTo(31_024_712L);
        // 239,458,571 ns of CPU in 1.00492 s. By the engine's own clock of all CPUs: 239,458,571 of 2,020,000,000 on
        // two.
        assertThat(second.getCpuCores()).isCloseTo(239_458_571 / 1.00492e9, within(1e-9));
        assertThat(second.getCpuCores()).isCloseTo(239_458_571 / 2.02e9 * 2, within(0.01));
        assertThat(second.getCpuLimitCores()).isEqualTo(1.0);
        assertThat(second.getMemoryUsedBytes()).isEqualTo(2_433_024L - 1_982_464L);
        assertThat(second.getMemoryLimitBytes()).isEqualTo(128L << 20);
        assertThat(second.getNetworkReceivedBytes()).isEqualTo(1488L);
        assertThat(second.getNetworkSentBytes()).isEqualTo(116L);
        assertThat(second.getBlockReadBytes()).isZero();
        assertThat(second.getPids()).isEqualTo(1L);
        assertThat(second.getName()).isEqualTo("vllm-1");
        assertThat(second.getImage()).isEqualTo("vllm/vllm-openai:v0.30.0");
        assertThat(second.getTarget()).isEqualTo("node-vllm-1-vllm-llama");
        assertThat(second.getStartedAtMicros()).isEqualTo(micros(STARTED));
        assertThat(second.getRestarts()).isZero();
        assertThat(second.getHealth()).isNull();
        assertThat(second.getLogErrors()).isNull();
    }

    @Test
    void statistics_ofAllContainers_leaveOutWhatDoesNotRun() throws Throwable {
        try (DockerBench all = bench(",'usage':'all'", () -> HostGpus.UNKNOWN)) {
            all.read();
            assertThat(docker.askedFor(OTHER + "/stats")).isEqualTo(1);
            assertThat(all.records(ContainerSample.class)).hasSize(1);
        }
    }

    @Test
    void secretsOfContainers_neverLeaveTheProcess() throws Throwable {
        assertThat(recorded("inspect-vllm-1.json")).contains("hf_secret", "sk-secret", "sk-alsosecret");
        bench.read();

        String all = bench.records + " " + bench.targets.all() + " " + bench.source.details();
        assertThat(all).doesNotContain("secret");
        assertThat(InspectedContainer.of(DockerJson.parse(recorded("inspect-vllm-1.json")))
                        .variables())
                .containsOnlyKeys("NVIDIA_VISIBLE_DEVICES");
    }

    @Test
    void gpusOfAContainer_areAssigned_untilItEnds() throws Throwable {
        docker.answers.put(
                "/containers/" + VLLM + "/json",
                json(recorded("inspect-vllm-1.json")
                        .replace(
                                "\"DeviceRequests\":null",
                                "\"DeviceRequests\":[{\"Driver\":\"\",\"Count\":0,\"DeviceIDs\":[\"0\",\"GPU-c\"],"
                                        + "\"Capabilities\":[[\"gpu\"]],\"Options\":{}}]")));
        HostGpus gpus = new HostGpus(Map.of(0, "GPU-a", 1, "GPU-b"), Map.of(VLLM, Set.of("GPU-a")));
        try (DockerBench with = bench("", () -> gpus)) {
            with.read();
            with.read();
            assertThat(with.records(GpuAssignment.class))
                    .extracting(GpuAssignment::getGpu)
                    .containsExactlyInAnyOrder("GPU-a", "GPU-c");
            GpuAssignment begun = with.records(GpuAssignment.class).get(0);
            assertThat(begun.getTarget()).isEqualTo("node-vllm-1-vllm-llama");
            assertThat(begun.getValidFromMicros()).isEqualTo(micros(STARTED));
            assertThat(begun.getValidToMicros()).isNull();
            assertThat(begun.getSource()).isEqualTo("docker");
            assertThat(begun.getReason()).isEqualTo("vllm-1: device request; computes on 1 of 2");
            // What nobody says again ends by itself.
            assertThat(begun.getExpiresAtMicros()).isEqualTo(begun.getAssertedAtMicros() + 180_000_000);
            assertThat(with.records(InventoryContainer.class)).singleElement().satisfies(container -> {
                assertThat(container.getGpus()).containsExactly("GPU-a", "GPU-c");
                assertThat(container.getTarget()).isEqualTo("node-vllm-1-vllm-llama");
            });

            docker.answers.put("/containers/json", json("[]"));
            docker.answers.put("/containers/" + VLLM + "/json", json(recorded("inspect-vllm-1-ended.json")));
            with.records.clear();
            with.read();
            assertThat(with.records(GpuAssignment.class)).hasSize(2).allSatisfy(ended -> {
                assertThat(ended.getValidFromMicros()).isEqualTo(micros(STARTED));
                assertThat(ended.getValidToMicros()).isEqualTo(micros(FINISHED));
            });
            // Once for all that asks.
            assertThat(docker.askedFor(VLLM + "/json")).isEqualTo(3);
        }
    }

    @Test
    void containers_areTold_withSafeLabels_andTheirRunsAreEvents() throws Throwable {
        docker.answers.put(
                "/containers/json",
                json(recorded("containers.json")
                        .replace(
                                LEFT_ALONE,
                                "\"Labels\":{\"tachograph.engine\":\"none\",\"com.example.token\":\"sesame\"},")));
        try (DockerBench all = bench(",'usage':'all'", () -> HostGpus.UNKNOWN)) {
            all.read();
            all.read();

            assertThat(all.records(InventoryContainer.class))
                    .hasSize(2)
                    .noneMatch(container -> container.getLabels().toString().contains("sesame"));
            InventoryContainer container = all.records(InventoryContainer.class).stream()
                    .filter(one -> one.getId().startsWith(VLLM))
                    .findFirst()
                    .orElseThrow();
            assertThat(container.getImage()).isEqualTo("vllm/vllm-openai:v0.30.0");
            assertThat(container.getEngine()).isEqualTo("vllm");
            assertThat(container.getLabels()).containsEntry("tachograph.tenant", "acme");
            assertThat(container.getStartedAtMicros()).isEqualTo(micros(STARTED));
            assertThat(container.getEndedAtMicros()).isNull();
            assertThat(all.records(Event.class))
                    .extracting(Event::getKind, Event::getStartedAtMicros)
                    .contains(tuple("container_started", micros(STARTED)))
                    .hasSize(2);

            // When one of them is out of memory
            all.records.clear();
            docker.answers.put("/containers/json", json("[]"));
            docker.answers.put(
                    "/containers/" + VLLM + "/json",
                    json(recorded("inspect-vllm-1-ended.json").replace("\"OOMKilled\":false", "\"OOMKilled\":true")));
            all.read();
            assertThat(all.records(Event.class))
                    .filteredOn(event -> event.getSubject().equals("node-vllm-1-vllm-llama"))
                    .extracting(Event::getKind, Event::getStartedAtMicros)
                    .containsExactly(
                            tuple("container_ended", micros(FINISHED)), tuple("container_oom", micros(FINISHED)));
            assertThat(all.records(InventoryContainer.class))
                    .filteredOn(one -> one.getId().startsWith(VLLM))
                    .singleElement()
                    .satisfies(ended -> {
                        assertThat(ended.getEndedAtMicros()).isEqualTo(micros(FINISHED));
                        assertThat(ended.getOomKilled()).isTrue();
                        assertThat(ended.getState()).isEqualTo("exited");
                    });
        }
    }

    @Test
    void events_bringTheNextReadingForward_andSayWhatToInspectAgain() throws Throwable {
        AtomicInteger hurried = new AtomicInteger();
        bench.source.hurriedBy(hurried::incrementAndGet);
        bench.read();
        bench.read();
        assertThat(docker.askedFor(VLLM + "/json")).isEqualTo(1);
        assertThat(docker.askedFor("/info")).isEqualTo(1);
        Awaitility.await().until(docker::isFollowed);
        // Since the engine's own clock at the first reading.
        assertThat(docker.askedFor("&since=1796028337")).isEqualTo(1);

        docker.event("start", VLLM, 1_796_028_340_123_456_789L);
        Awaitility.await().until(() -> hurried.get() >= 1);
        bench.read();
        assertThat(docker.askedFor(VLLM + "/json")).isEqualTo(2);

        docker.event("exec_create: sh -c secret", VLLM, 1_796_028_341_000_000_007L);
        docker.cutEvents();
        Awaitility.await().until(() -> hurried.get() >= 2);
        bench.read();
        Awaitility.await().until(docker::isFollowed);
        // Goes on where it was cut, and trusts nothing from before.
        assertThat(docker.askedFor("&since=1796028341.000000007")).isEqualTo(1);
        assertThat(docker.askedFor(VLLM + "/json")).isEqualTo(3);
    }

    @Test
    void recordedEvents_areFollowedToTheLast() throws Throwable {
        docker.answers.put("/events", FakeDocker.whole(200, "X: y", FakeDocker.recordedBytes("events.ndjson")));
        AtomicInteger hurried = new AtomicInteger();
        bench.source.hurriedBy(hurried::incrementAndGet);
        bench.read();
        // At least two starts and the end of the stream.
        Awaitility.await().until(() -> hurried.get() >= 3);
        bench.read();
        Awaitility.await().until(() -> docker.askedFor("&since=1796028491.800571382") == 1);
        assertThat(docker.askedFor(VLLM + "/json")).isEqualTo(2);
    }

    @Test
    void removedContainer_endedWhenItsEventSays() throws Throwable {
        docker.answers.put(
                "/containers/" + VLLM + "/json",
                json(recorded("inspect-vllm-1.json").replace("\"Runtime\":\"runc\"", "\"Runtime\":\"nvidia\"")));
        HostGpus gpus = new HostGpus(Map.of(0, "GPU-a"), null);
        try (DockerBench with = bench("", () -> gpus)) {
            AtomicInteger hurried = new AtomicInteger();
            with.source.hurriedBy(hurried::incrementAndGet);
            with.read();
            Awaitility.await().until(docker::isFollowed);
            docker.event("die", VLLM, (micros(STARTED) + 5_000_000) * 1_000);
            Awaitility.await().until(() -> hurried.get() >= 1);
            docker.answers.put("/containers/json", json("[]"));
            docker.answers.remove("/containers/" + VLLM + "/json");
            with.read();

            assertThat(with.records(GpuAssignment.class))
                    .extracting(GpuAssignment::getValidToMicros)
                    .containsExactly(null, micros(STARTED) + 5_000_000);
        }
    }

    private static long micros(String at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(at));
    }
}
