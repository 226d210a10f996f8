package io.tachograph.collectors.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tachograph.client.endpoint.Targets;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ConfigFile;
import io.tachograph.schemas.TargetConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfiguredTargetsTest {
    /** As the gateway's guide has it, with an endpoint that no HTTP client can reach. */
    private static final String ENDPOINTS = """
            [{
              "model": "resource_server_async.endpoint",
              "pk": 1,
              "fields": {
                "endpoint_slug": "east-api-llama-70b",
                "cluster": "east",
                "framework": "api",
                "model": "llama-70b",
                "endpoint_adapter": "resource_server_async.endpoints.direct_api.DirectAPIEndpoint",
                "config": {"api_url": "http://east.example/v1", "api_key_env_name": "EAST_KEY"}
              }
            }, {
              "model": "resource_server_async.endpoint",
              "pk": 2,
              "fields": {
                "endpoint_slug": "west-vllm-llama-70b",
                "cluster": "west",
                "framework": "vllm",
                "model": "llama-70b",
                "endpoint_adapter": "resource_server_async.endpoints.globus_compute.GlobusComputeEndpoint",
                "config": {}
              }
            }]
            """;

    private static final String CLUSTERS = """
            [{
              "model": "resource_server_async.cluster",
              "pk": 1,
              "fields": {
                "cluster_name": "east",
                "cluster_adapter": "resource_server_async.clusters.direct_api.DirectAPICluster",
                "frameworks": ["api"],
                "openai_endpoints": ["completions"],
                "config": {}
              }
            }]
            """;

    @TempDir
    private Path directory;

    private ConfiguredTargets read(String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("t.yml"), yaml);
        return ConfiguredTargets.of(ConfigFile.read(file, Map.of("TOKEN", "s3cret", "DIR", directory.toString())));
    }

    @ParameterizedTest
    @MethodSource
    void everyApiKind_canBeProbed(String api) throws Exception {
        ConfiguredTargets configured = read("targets: [{url: \"http://gpu:8000\", model: m, api: " + api + "}]");

        assertThat(configured.targets()).extracting(TargetConfig::api).containsExactly(api);
    }

    static List<String> everyApiKind_canBeProbed() {
        return Targets.apis();
    }

    @Test
    void target_mayHaveAKeyFileHeadersAndBodyFields() throws Exception {
        TargetConfig target = read("""
                targets:
                  - url: http://gpu:8000
                    model: m
                    api-key-file: keys/m.txt
                    headers: {X-Team: infra, X-Token: "${TOKEN}"}
                    extra-body: {ignore_eos: true, top_k: 1}
                    omit-body: [stream_options, temperature]
                """).targets().get(0);

        assertThat(target.apiKeyFile()).isEqualTo(Path.of("keys/m.txt"));
        assertThat(target.extras().headers()).isEqualTo(Map.of("X-Team", "infra", "X-Token", "s3cret"));
        assertThat(target.extras().bodyFields()).isEqualTo("{\"ignore_eos\":true,\"top_k\":1}");
        assertThat(target.extras().omitted()).containsExactlyInAnyOrder("stream_options", "temperature");
    }

    @Test
    void secretsInHeaders_areInNoText() throws Exception {
        Path file = Files.writeString(
                directory.resolve("t.yml"),
                "targets: [{url: \"http://gpu\", model: m, headers: {X-Token: \"${TOKEN}\"}}]");

        assertThat(ConfigFile.read(file, Map.of("TOKEN", "s3cret")).toString()).doesNotContain("s3cret");
    }

    @Test
    void gatewaysEndpoints_areProbedBesideTheOthers() throws Exception {
        Files.writeString(directory.resolve("endpoints.json"), ENDPOINTS);
        Files.writeString(directory.resolve("clusters.json"), CLUSTERS);

        ConfiguredTargets configured = read("""
                targets: [{url: "http://gpu:8000", model: m}]
                endpoints-file: ${DIR}/endpoints.json
                clusters-file: ${DIR}/clusters.json
                """);

        assertThat(configured.targets())
                .extracting(TargetConfig::slug, TargetConfig::api)
                .containsExactly(
                        tuple("gpu-8000-openai-m", "openai-chat"), tuple("east-api-llama-70b", "openai-completions"));
        assertThat(configured.targets().get(1).apiKeyEnv()).isEqualTo("EAST_KEY");
        assertThat(configured.notes()).singleElement().asString().contains("west-vllm-llama-70b", "Globus");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    endpoints-file: none.json                                      | none.json does not exist
                    endpoints-file: ${DIR}                                         | cannot be read
                    endpoints-file: ${DIR}/t.yml                                   | not valid JSON
                    'targets: [{url: "gpu:8000", model: m}]'                       | must be http(s)://host[:port][/path]
                    'targets: [{url: "http://g", model: m, api: x}]'               | API kind 'x' is unknown; known are
                    'targets: [{url: "http://g", model: m}, {url: "http://g", model: m}]' | two targets are called g-openai-m
                    """)
    void mistake_isSaidBeforeAnythingStarts(String yaml, String sentence) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(ConfigException.class).hasMessageContaining(sentence);
    }
}
