package io.tachograph.collectors.source.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.Status;
import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.SourceKinds;
import io.tachograph.collectors.source.kubernetes.FakeKubelet.Device;
import io.tachograph.schemas.avro.ContainerSample;
import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.GpuAssignment;
import io.tachograph.schemas.avro.InventoryContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against stand-ins of the API server (HTTP) and the kubelet (gRPC over a unix socket). */
class KubernetesSourceTest {
    private final DiscoveredTargets targets = new DiscoveredTargets();
    private final List<SpecificRecord> records = new ArrayList<>();
    private Path folder;
    private FakeApiServer api;
    private FakeKubelet kubelet;
    private Source source;

    @BeforeEach
    void start() throws Exception {
        // Paths of sockets are short.
        folder = Files.createTempDirectory(Path.of("/tmp"), "kubelet");
        api = new FakeApiServer();
        kubelet = new FakeKubelet(folder.resolve("kubelet.sock"));
        source = open("");
    }

    @AfterEach
    void stop() throws Exception {
        source.close();
        kubelet.close();
        api.close();
        Files.deleteIfExists(folder.resolve("kubelet.sock"));
        Files.delete(folder);
    }

    private Source open(String keys) throws Exception {
        ObjectNode entry = (ObjectNode) new ObjectMapper()
                .readTree(("{'kind':'kubernetes','api-server':'" + api.url() + "','pod-resources':'"
                                + folder.resolve("kubelet.sock") + "'" + keys + "}")
                        .replace('\'', '"'));
        SourceContext context = new SourceContext(
                "agent", "host", WallClock.ofProcess(), targets, name -> name.equals("NODE_NAME") ? "gpu-1" : null);
        return new SourceKinds().open(List.of(entry), context).get(0).named().source();
    }

    private @Nullable SourceException read() {
        Throwable failure = catchThrowable(
                () -> source.read(records::add).toCompletableFuture().get());
        return failure instanceof ExecutionException ? (SourceException) failure.getCause() : null;
    }

    private List<String> urls() {
        return targets.all().stream()
                .map(found -> found.config().url().toString())
                .toList();
    }

    private <T extends SpecificRecord> List<T> told(Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The watch tells later. */
    private void awaitUrls(String... urls) {
        Awaitility.await().untilAsserted(() -> {
            assertThat(read()).isNull();
            assertThat(urls()).containsExactly(urls);
        });
    }

    @Test
    void podsWithEngines_areTargets_andFollowTheWatch() throws Exception {
        api.put("vllm-1", Pods.running("vllm-1", "10.2.0.1", Pods.VLLM, "", "--model", "meta/big", "--port", "8001"));
        api.put("web", Pods.running("web", "10.2.0.9", "nginx:1.29", ""));

        assertThat(read()).isNull();

        assertThat(targets.all())
                .extracting(
                        found -> found.config().slug(),
                        found -> found.config().model(),
                        found -> found.config().url().toString())
                .containsExactly(tuple("models-vllm-1-vllm-meta-big", "meta/big", "http://10.2.0.1:8001"));
        assertThat(api.questions().get(0)).contains("fieldSelector=spec.nodeName=gpu-1");

        Awaitility.await().until(() -> api.watchers() == 1);
        api.add("vllm-2", Pods.running("vllm-2", "10.2.0.2", Pods.VLLM, "", "--model", "meta/big"));
        awaitUrls("http://10.2.0.1:8001", "http://10.2.0.2:8000");
        api.delete("vllm-1");
        awaitUrls("http://10.2.0.2:8000");
        assertThat(api.questions().stream().filter(query -> !query.contains("watch=true")))
                .as("lists")
                .hasSize(1);
    }

    @Test
    void watchWhoseVersionIsTooOld_isListedAnew() throws Exception {
        api.put("vllm-1", Pods.running("vllm-1", "10.2.0.1", Pods.VLLM, "", "--model", "m"));
        assertThat(read()).isNull();
        Awaitility.await().until(() -> api.watchers() == 1);

        api.remove("vllm-1");
        api.put("vllm-2", Pods.running("vllm-2", "10.2.0.2", Pods.VLLM, "", "--model", "m"));
        api.expire();

        Awaitility.await().untilAsserted(() -> {
            SourceException unused = read();
            assertThat(urls()).containsExactly("http://10.2.0.2:8000");
        });
    }

    @Test
    void annotations_goBeforeTheCommandLine_andCanLeaveAPodAlone() throws Exception {
        api.put(
                "a",
                Pods.running(
                        "a",
                        "10.2.0.1",
                        "own/image:1",
                        "\"tachograph.engine\":\"sglang\",\"tachograph.model\":\"meta/big\",\"tachograph.port\":\"9\","
                                + "\"tachograph.probe\":\"false\",\"tachograph.tenant\":\"acme\",\"tachograph.rack\":\"7\""));
        api.put("b", Pods.running("b", "10.2.0.2", Pods.VLLM, "\"tachograph.engine\":\"none\"", "--model", "m"));

        assertThat(read()).isNull();

        assertThat(urls()).containsExactly("http://10.2.0.1:9");
        assertThat(targets.all().get(0).probed()).isFalse();
        assertThat(targets.all().get(0).config().framework()).isEqualTo("sglang");
        assertThat(targets.all().get(0).config().tenant()).isEqualTo("acme");
        assertThat(targets.all().get(0).config().labels()).containsEntry("rack", "7");
    }

    @Test
    void podThatCannotBeATarget_isSaid_andAllOthersCount() {
        api.put("a", Pods.running("a", "10.2.0.1", Pods.VLLM, ""));
        api.put("b", Pods.running("b", "10.2.0.2", Pods.VLLM, "", "--model", "m"));

        assertThat(read())
                .hasMessageStartingWith("container models/a/engine is vllm, but nothing tells its model")
                .extracting("kind")
                .isEqualTo(FailureKind.MALFORMED);
        assertThat(urls()).containsExactly("http://10.2.0.2:8000");
    }

    @Test
    void gpusThatTheKubeletGave_areAssigned_untilTheRunEnds() throws Exception {
        api.put("a", Pods.running("a", "10.2.0.1", Pods.VLLM, "", "--model", "m"));
        kubelet.give("a", new Device("models", "a", "engine", "nvidia.com/gpu", List.of("GPU-a::0", "GPU-b")));
        kubelet.give("nic", new Device("models", "a", "engine", "example.com/nic", List.of("eth1")));
        kubelet.give("other", new Device("other", "train", "main", "nvidia.com/gpu", List.of("GPU-c")));

        assertThat(read()).isNull();

        assertThat(told(GpuAssignment.class))
                .extracting(
                        GpuAssignment::getGpu,
                        GpuAssignment::getTarget,
                        GpuAssignment::getValidFromMicros,
                        GpuAssignment::getValidToMicros,
                        GpuAssignment::getSource,
                        GpuAssignment::getReason)
                .containsExactlyInAnyOrder(
                        tuple(
                                "GPU-a",
                                "models-a-vllm-m",
                                micros(Pods.STARTED),
                                null,
                                "kubernetes",
                                "the kubelet gave it nvidia.com/gpu"),
                        tuple(
                                "GPU-b",
                                "models-a-vllm-m",
                                micros(Pods.STARTED),
                                null,
                                "kubernetes",
                                "the kubelet gave it nvidia.com/gpu"));
        assertThat(source.details()).isEqualTo("1 pods, 1 engines, 2 of 3 GPUs held");

        records.clear();
        Awaitility.await().until(() -> api.watchers() == 1);
        api.modify(
                "a", Pods.restarted("a", "10.2.0.1", "2026-11-30T10:00:00Z", "2026-11-30T10:00:05Z", "--model", "m"));
        Awaitility.await().until(() -> read() == null && !records.isEmpty());

        assertThat(told(GpuAssignment.class))
                .extracting(GpuAssignment::getGpu, GpuAssignment::getValidFromMicros, GpuAssignment::getValidToMicros)
                .containsExactlyInAnyOrder(
                        tuple("GPU-a", micros(Pods.STARTED), micros("2026-11-30T10:00:00Z")),
                        tuple("GPU-b", micros(Pods.STARTED), micros("2026-11-30T10:00:00Z")),
                        tuple("GPU-a", micros("2026-11-30T10:00:05Z"), null),
                        tuple("GPU-b", micros("2026-11-30T10:00:05Z"), null));
    }

    @Test
    void runs_areEvents_andContainersAreOnTheInventory() throws Exception {
        api.put("a", Pods.running("a", "10.2.0.1", Pods.VLLM, "", "--model", "m"));
        kubelet.give("a", new Device("models", "a", "engine", "nvidia.com/gpu", List.of("GPU-a")));
        assertThat(read()).isNull();

        assertThat(told(InventoryContainer.class)).singleElement().satisfies(container -> {
            assertThat(container.getName()).isEqualTo("models/a/engine");
            assertThat(container.getEngine()).isEqualTo("vllm");
            assertThat(container.getTarget()).isEqualTo("models-a-vllm-m");
            assertThat(container.getNode()).isEqualTo("gpu-1");
            assertThat(container.getGpus()).containsExactly("GPU-a");
            assertThat(container.getLabels()).containsEntry("pod", "a").containsEntry("namespace", "models");
        });
        assertThat(told(Event.class))
                .extracting(Event::getKind, Event::getSubject, Event::getStartedAtMicros)
                .containsExactly(tuple("container_started", "models-a-vllm-m", micros(Pods.STARTED)));

        records.clear();
        Awaitility.await().until(() -> api.watchers() == 1);
        api.modify(
                "a",
                Pods.restarted("a", "10.2.0.1", "2026-11-30T10:00:00Z", "2026-11-30T10:00:05Z", "--model", "m")
                        .replace("v0.11.0", "v0.12.0"));
        Awaitility.await().until(() -> read() == null && !told(Event.class).isEmpty());

        assertThat(told(Event.class))
                .extracting(Event::getKind, Event::getStartedAtMicros)
                .containsExactly(
                        tuple("container_ended", micros("2026-11-30T10:00:00Z")),
                        tuple("container_oom", micros("2026-11-30T10:00:00Z")),
                        tuple("container_started", micros("2026-11-30T10:00:05Z")),
                        tuple("container_image", micros("2026-11-30T10:00:05Z")));
        assertThat(told(Event.class).get(3).getText())
                .contains("v0.12.0")
                .contains("before")
                .contains("v0.11.0");
    }

    @Test
    void use_isReadFromControlGroups(@TempDir Path groups) throws Exception {
        source.close();
        source = open(",'cgroups':'" + groups + "'");
        String id = "4f1e".repeat(16);
        api.put(
                "a",
                Pods.running("a", "10.2.0.1", Pods.VLLM, "", "--model", "m").replace("4f1e", id));
        assertThat(read()).hasMessageContaining("mount the host's /sys/fs/cgroup");

        Files.createFile(groups.resolve("cgroup.controllers"));
        assertThat(read()).isNull();
        assertThat(source.details()).endsWith(", 1 engines without a control group");

        Path group = Files.createDirectories(
                groups.resolve("kubepods.slice/kubepods-pod7.slice/cri-containerd-" + id + ".scope"));
        Files.writeString(group.resolve("cpu.stat"), "usage_usec 3000000\nuser_usec 1\nthrottled_usec 7\n");
        Files.writeString(group.resolve("cpu.max"), "150000 100000\n");
        Files.writeString(group.resolve("memory.current"), "1000\n");
        Files.writeString(group.resolve("memory.stat"), "anon 600\ninactive_file 300\n");
        Files.writeString(group.resolve("memory.max"), "max\n");
        Files.writeString(group.resolve("io.stat"), "8:0 rbytes=5 wbytes=6 rios=1\n8:16 rbytes=1 wbytes=0\n");
        Files.writeString(group.resolve("pids.current"), "12\n");
        assertThat(read()).isNull();
        Files.writeString(group.resolve("cpu.stat"), "usage_usec 4000000\n");
        assertThat(read()).isNull();

        List<ContainerSample> samples = told(ContainerSample.class);
        assertThat(samples).hasSize(2);
        ContainerSample first = samples.get(0);
        assertThat(first.getTarget()).isEqualTo("models-a-vllm-m");
        assertThat(first.getCpuNanos()).isEqualTo(3_000_000_000L);
        assertThat(first.getCpuThrottledNanos()).isEqualTo(7_000);
        assertThat(first.getCpuCores()).isNull();
        assertThat(first.getCpuLimitCores()).isEqualTo(1.5);
        assertThat(first.getMemoryUsedBytes()).isEqualTo(700);
        assertThat(first.getMemoryLimitBytes()).isNull();
        assertThat(first.getBlockReadBytes()).isEqualTo(6);
        assertThat(first.getBlockWrittenBytes()).isEqualTo(6);
        assertThat(first.getPids()).isEqualTo(12);
        assertThat(samples.get(1).getCpuCores()).isPositive();
        assertThat(samples.get(1).getCpuThrottledNanos()).isNull();
    }

    @Test
    void apiServerThatIsAway_leavesTheKubeletToTellWhoHoldsWhichGpu() throws Exception {
        source.close();
        source = open(",'request-timeout':'300ms'");
        api.put("a", Pods.running("a", "10.2.0.1", Pods.VLLM, "", "--model", "m"));
        kubelet.give("a", new Device("models", "a", "engine", "nvidia.com/gpu", List.of("GPU-a")));
        Awaitility.await().until(() -> read() == null);
        api.close();
        Awaitility.await().until(() -> read() != null);

        records.clear();
        kubelet.give("b", new Device("models", "a", "engine", "nvidia.com/gpu", List.of("GPU-b")));

        assertThat(read()).hasMessageContaining("does not answer");
        assertThat(told(GpuAssignment.class))
                .extracting(GpuAssignment::getGpu, GpuAssignment::getValidToMicros)
                .containsExactly(tuple("GPU-b", null));
    }

    @Test
    void kubeletThatIsAway_isSaid_andTargetsAreThereAllTheSame() throws Exception {
        api.put("a", Pods.running("a", "10.2.0.1", Pods.VLLM, "", "--model", "m"));
        kubelet.beOld();
        assertThat(read()).isNull();
        assertThat(source.details()).isEqualTo("1 pods, 1 engines, 0 GPUs held");

        kubelet.refuse(Status.UNIMPLEMENTED);
        assertThat(read()).hasMessageContaining("knows no v1 of pod-resources");
        kubelet.close();
        Files.deleteIfExists(folder.resolve("kubelet.sock"));
        assertThat(read()).hasMessageContaining("there is no kubelet's socket");
        assertThat(urls()).containsExactly("http://10.2.0.1:8000");

        kubelet = new FakeKubelet(folder.resolve("kubelet.sock"));
        Awaitility.await().until(() -> read() == null);
    }

    @Test
    void apiServerThatRefuses_orIsAway_isSaid_andTargetsStay() throws Exception {
        source.close();
        source = open(",'request-timeout':'300ms'");
        api.put("a", Pods.running("a", "10.2.0.1", Pods.VLLM, "", "--model", "m"));
        Awaitility.await().until(() -> read() == null);
        api.close();
        Awaitility.await().until(() -> read() != null);
        assertThat(read())
                .hasMessageContaining("the API server at 127.0.0.1 does not answer; targets found before stay");
        assertThat(urls()).containsExactly("http://10.2.0.1:8000");
        source.close();

        api = new FakeApiServer();
        api.forbid();
        source = open(",'request-timeout':'300ms'");
        Awaitility.await()
                .untilAsserted(() -> assertThat(read())
                        .hasMessageContaining("refuses (403)")
                        .hasMessageContaining("ClusterRole")
                        .extracting("kind")
                        .isEqualTo(FailureKind.REFUSED));
    }

    @Test
    void serverThatIsNoApiServer_isSaid() throws Exception {
        source.close();
        source = open(",'request-timeout':'300ms'");
        api.say("<html>Sign in</html>");
        Awaitility.await()
                .untilAsserted(() -> assertThat(read())
                        .hasMessageContaining("is no API server")
                        .extracting("kind")
                        .isEqualTo(FailureKind.MALFORMED));
    }

    private static Long micros(String time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
    }
}
