package io.tachograph.collectors.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClustersFileTest {
    /** The entry of the gateway's guide, which lacks a comma between its two paths. */
    private static final String OF_THE_GUIDE = """
            {
                "model": "resource_server_async.cluster",
                "pk": 1,
                "fields": {
                    "cluster_name": "your-cluster",
                    "frameworks": [
                        "vllm"
                    ],
                    "openai_endpoints": [
                        "chat/completions"
                        "completions"
                    ],
                    "cluster_adapter": "resource_server_async.clusters.your_cluster.YourCluster",
                    "config": {}
                }
            }
            """;

    private static final String REPAIRED = OF_THE_GUIDE.replace("\"chat/completions\"", "\"chat/completions\",");

    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("clusters.json"), content);
    }

    @Test
    void missingCommaOfTheGuide_isNamedWithLineAndColumn() {
        assertThatThrownBy(() -> ClustersFile.read(file(OF_THE_GUIDE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("clusters.json, line 11, column 13: not valid JSON")
                .hasMessageEndingWith("unexpected character '\"', where a comma is missing");
    }

    @Test
    void repairedEntry_isRead() throws IOException {
        Clusters clusters = ClustersFile.read(file("[" + REPAIRED + "]"));

        assertThat(clusters.entries())
                .containsExactly(new ClusterEntry(
                        "your-cluster",
                        List.of("vllm"),
                        List.of("chat/completions", "completions"),
                        "resource_server_async.clusters.your_cluster.YourCluster",
                        Map.of()));
        assertThat(clusters.warnings()).isEmpty();
    }

    @Test
    void settingsOfAnAdapter_areKept_andAppearInNoText() throws IOException {
        ClusterEntry cluster = ClustersFile.read(file(REPAIRED.replace(
                        "{}", "{\"status_url\": \"https://h/?key=s3cret\", \"wait\": 10, \"x\": null}")))
                .entries()
                .get(0);

        assertThat(cluster.config()).isEqualTo(Map.of("status_url", "https://h/?key=s3cret", "wait", 10));
        assertThat(cluster.toString()).contains("status_url").doesNotContain("s3cret");
    }

    @Test
    void unknownFieldsAndOtherTables_areWarnings() throws IOException {
        Clusters clusters = ClustersFile.read(file("["
                + REPAIRED.replace("\"frameworks\"", "\"colour\": 1, \"allowed_domains\": \"\", \"frameworks\"") + ","
                + EndpointsFileTest.OF_THE_GUIDE + "]"));

        assertThat(clusters.entries()).hasSize(1);
        assertThat(clusters.warnings())
                .hasSize(2)
                .anyMatch(warning -> warning.contains("cluster pk 1: field 'colour' is unknown"))
                .anyMatch(warning -> warning.contains("is a resource_server_async.endpoint, not a cluster"));
    }

    @Test
    void whatIsWrong_isASentenceWithEntryAndField() {
        assertThatThrownBy(() -> ClustersFile.read(file(REPAIRED.replace("\"vllm\"", "7"))))
                .hasMessageContaining("cluster pk 1: field 'frameworks' must be a list of strings");
        assertThatThrownBy(() -> ClustersFile.read(file(REPAIRED.replace("\"cluster_name\"", "\"allowed_domains\""))))
                .hasMessageContaining("cluster pk 1: field 'cluster_name' is missing");
        assertThatThrownBy(() -> ClustersFile.read(file(REPAIRED.replace("\"pk\": 1", "\"pk\": 1, \"pk\": 2"))))
                .hasMessageContaining("line 3")
                .hasMessageEndingWith("the key 'pk' is given twice");
        assertThatThrownBy(() -> ClustersFile.read(
                        file("[" + REPAIRED + "," + REPAIRED.replace("\"pk\": 1", "\"pk\": 2") + "]")))
                .hasMessageContaining("cluster pk 2: field 'cluster_name' is 'your-cluster' as in an entry before");
    }
}
