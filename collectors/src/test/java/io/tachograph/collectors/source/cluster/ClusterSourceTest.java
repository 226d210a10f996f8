package io.tachograph.collectors.source.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.inventory.ClusterEntry;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Peer;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.schemas.avro.InventoryJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gateway and clusters' pages that answer what ALCF's do. */
class ClusterSourceTest {
    private static final String QSTAT = """
            {"running": [
               {"Models": "meta/Llama-70B, meta/Llama-8B", "Framework": "vllm", "Cluster": "sophia", "Model Status": "starting",
                "Job ID": "101", "Job State": "R", "Host Name": "sophia-gpu-1,sophia-gpu-2", "Nodes Reserved": "2",
                "Walltime": "24:00:00", "Username": "alice"}],
             "queued": [
               {"Models": "meta/Llama-405B", "Framework": "vllm", "Cluster": "sophia", "Model Status": "queued", "Job ID": "102",
                "Job State": "Q", "Host Name": "N/A", "Nodes Reserved": "N/A", "Walltime": null,
                "Estimated Start Time": "Tue 10:00 (Chicago time)"}],
             "private-batch-running": [{"Batch ID": "b-1", "Models": "x", "Model Status": "disconnected", "Username": "bob"}],
             "cluster_status": {"free_nodes": -1}}
            """;

    private final List<SpecificRecord> records = new ArrayList<>();
    private Peer peer;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        peer = new Peer();
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    /** Somebody's own way of asking a cluster. */
    public static final class OwnCluster implements ClusterAdapter {
        @Override
        public List<ClusterJob> jobs(ClusterEntry cluster, Reading reading) {
            return List.of(
                    new ClusterJob("own", "running", List.of("m"), "vllm", List.of(), null, null, Map.of("rack", "7")));
        }
    }

    private List<NamedSource> open(ClusterSettings settings) {
        SourceContext context = new SourceContext(
                "agent-1",
                "host-1",
                WallClock.ofProcess(),
                new DiscoveredTargets(),
                name -> name.equals("TOKEN") ? "secret" : null);
        return new ClusterKind().open(settings, context);
    }

    private Source gateway() {
        return open(new ClusterSettings(null, "sophia", peer.url() + "/resource_server", null, "TOKEN", null))
                .get(0)
                .source();
    }

    private void read(Source source) throws Exception {
        source.read(records::add).toCompletableFuture().get();
    }

    private List<InventoryJob> jobs() {
        return records.stream().map(InventoryJob.class::cast).toList();
    }

    private Path file(String adapter, String config) throws IOException {
        return Files.writeString(folder.resolve("clusters.json"), """
                [{"model": "resource_server_async.cluster", "pk": 1, "fields": {
                  "cluster_name": "metis", "frameworks": ["api"], "openai_endpoints": ["chat/completions"],
                  "cluster_adapter": "%s", "config": %s}}]""".formatted(adapter, config));
    }

    @Test
    void gatewaysAnswer_tellsJobsWithoutTheirUsers() throws Exception {
        peer.json("/resource_server/sophia/jobs", QSTAT);
        Source source = gateway();

        read(source);

        assertThat(jobs())
                .extracting(
                        InventoryJob::getId,
                        InventoryJob::getState,
                        InventoryJob::getModels,
                        InventoryJob::getHosts,
                        InventoryJob::getNodes,
                        InventoryJob::getWalltimeSeconds)
                .containsExactlyInAnyOrder(
                        tuple(
                                "101",
                                "starting",
                                List.of("meta/Llama-70B", "meta/Llama-8B"),
                                List.of("sophia-gpu-1", "sophia-gpu-2"),
                                2,
                                86_400L),
                        tuple("102", "queued", List.of("meta/Llama-405B"), List.of(), null, null),
                        tuple("b-1", "other", List.of("x"), List.of(), null, null));
        assertThat(jobs()).allMatch(job -> job.getCluster().equals("sophia") && job.getEndedAtMicros() == null);
        assertThat(records.toString()).doesNotContain("alice", "bob");
        assertThat(source.details()).isEqualTo("1 other, 1 queued, 1 starting");
        assertThat(peer.questions()).allMatch(question -> "Bearer secret".equals(question.authorization()));
    }

    /** As the seed's adapters answer: the lists within {@code jobs}; as captured: without ids. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void metis_isAskedItself_inBothShapes(boolean wrapped) throws Exception {
        String lists = new String(
                Peer.captured("/io/tachograph/collectors/source/cluster/jobs-metis.json"), StandardCharsets.UTF_8);
        peer.json("/status", wrapped ? "{\"jobs\": " + lists + "}" : lists);
        Path file = file(
                "resource_server_async.clusters.metis.MetisCluster", "{\"status_url\": \"" + peer.url() + "/status\"}");
        NamedSource source =
                open(new ClusterSettings(file, null, null, null, null, null)).get(0);

        read(source.source());

        assertThat(source.name()).isEqualTo("cluster-jobs metis");
        assertThat(jobs())
                .extracting(InventoryJob::getId, InventoryJob::getState, InventoryJob::getFramework)
                .containsExactly(
                        tuple("api gpt-oss-120b-131072 1", "running", "api"),
                        tuple("api Llama-4-Maverick-17B-128E-Instruct 4", "running", "api"));
        assertThat(source.source().details()).contains("2 running; ", "live models 2");
    }

    @Test
    void jobThatIsToldOfNoMore_hasEnded() throws Exception {
        peer.json("/resource_server/sophia/jobs", QSTAT);
        Source source = gateway();
        read(source);
        records.clear();
        peer.json("/resource_server/sophia/jobs", "{\"running\": [], \"queued\": []}");

        read(source);

        assertThat(jobs()).hasSize(3).allMatch(job -> job.getEndedAtMicros() != null);
        assertThat(source.details()).isEqualTo("no jobs");
    }

    @Test
    void ownAdapter_isFoundByItsClass() throws Exception {
        Path file = file(OwnCluster.class.getName(), "{}");

        read(open(new ClusterSettings(file, null, null, null, null, null))
                .get(0)
                .source());

        assertThat(jobs())
                .singleElement()
                .satisfies(job -> assertThat(job.getFacts()).containsEntry("rack", "7"));
    }

    @ParameterizedTest
    @CsvSource({
        "resource_server_async.clusters.globus_compute.GlobusComputeCluster, Globus Compute cannot be asked directly",
        "resource_server_async.clusters.metis.MetisCluster, needs status_url or gateway",
        "resource_server_async.clusters.your_cluster.YourCluster, is no class on the class path",
        "java.lang.String, is no io.tachograph.collectors.source.cluster.ClusterAdapter",
    })
    void clusterThatNobodyKnowsHowToAsk_isSaid(String adapter, String sentence) throws IOException {
        Path file = file(adapter, "{}");

        assertThatThrownBy(() -> open(new ClusterSettings(file, null, null, null, null, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("metis")
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "401, , REFUSED, tokens of Globus last 48 hours",
        "404, , UNAVAILABLE, is it a cluster of this gateway?",
        "503, , UNAVAILABLE, the cluster is under maintenance",
        "200, '{\"running\": [{\"Models\"', MALFORMED, ends early",
        "200, '{\"error\": {\"code\": \"x\"}}', MALFORMED, answers no lists of jobs",
    })
    void gatewayThatDoesNotTell_isSaid(int status, @Nullable String body, FailureKind kind, String sentence) {
        peer.page(
                "/resource_server/sophia/jobs",
                body == null
                        ? Peer.status(status)
                        : Peer.bytes(status, "application/json", body.getBytes(StandardCharsets.UTF_8)));

        Throwable failure = catchThrowable(() -> read(gateway()));

        assertThat(failure).isInstanceOf(ExecutionException.class);
        SourceException why = (SourceException) Objects.requireNonNull(failure.getCause());
        assertThat(why.kind()).isEqualTo(kind);
        assertThat(why).hasMessageContaining(sentence).hasMessageNotContaining("secret");
    }

    @Test
    void settingsThatContradictEachOther_areRefused() {
        assertThatThrownBy(() -> new ClusterSettings(null, null, "http://g", null, null, null))
                .hasMessage("a source of kind cluster-jobs needs clusters-file or cluster, and not both");
        assertThatThrownBy(() -> new ClusterSettings(null, "c", null, null, null, null))
                .hasMessage("cluster c needs gateway or status-url, and not both");
    }
}
