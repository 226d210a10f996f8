package io.tachograph.collectors.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsFileTest {
    /** The entry of the gateway's guide to direct API backends, letter by letter. */
    static final String OF_THE_GUIDE = """
            {
                "model": "resource_server_async.endpoint",
                "pk": 1,
                "fields": {
                    "endpoint_slug": "your-cluster-api-your-model-70b",
                    "cluster": "your-cluster",
                    "framework": "api",
                    "model": "Your-Model-70B",
                    "endpoint_adapter": "resource_server_async.endpoints.direct_api.DirectAPIEndpoint",
                    "config": {
                        "api_url": "https://your-targetted-api.com/v1/your-model/chat/completions",
                        "api_key_env_name": "YOUR_MODEL_70B_API_KEY"
                    }
                }
            }
            """;

    private static final String GLOBUS = """
            {
                "model": "resource_server_async.endpoint",
                "pk": 2,
                "fields": {
                    "endpoint_slug": "sophia-vllm-meta-llamallama-33-70b-instruct",
                    "cluster": "sophia",
                    "framework": "vllm",
                    "model": "meta-llama/Llama-3.3-70B-Instruct",
                    "endpoint_adapter": "resource_server_async.endpoints.globus_compute.GlobusComputeEndpoint",
                    "allowed_globus_groups": "",
                    "tpm_model": 100000,
                    "config": {"api_port": 8000, "endpoint_uuid": "x", "function_uuid": "y"}
                }
            }
            """;

    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("endpoints.json"), content);
    }

    private static String urlInstead(String url) {
        return OF_THE_GUIDE.replace("https://your-targetted-api.com/v1/your-model/chat/completions", url);
    }

    private static Clusters cluster(String offers) throws IOException {
        Path file = Files.createTempFile("clusters", ".json");
        try {
            Files.writeString(file, """
                    [{"model": "resource_server_async.cluster", "pk": 1, "fields": {"cluster_name": "your-cluster",
                      "cluster_adapter": "a.B", "frameworks": ["api"], "openai_endpoints": %s, "config": {}}}]
                    """.formatted(offers));
            return ClustersFile.read(file);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void entryOfTheGuide_isATarget_aloneAndInAList() throws IOException {
        TargetConfig expected = new TargetConfig(
                "your-cluster-api-your-model-70b",
                "your-cluster",
                "api",
                "Your-Model-70B",
                URI.create("https://your-targetted-api.com/v1/your-model/chat/completions"),
                "openai-chat",
                "YOUR_MODEL_70B_API_KEY",
                "",
                Map.of());

        for (String content : new String[] {OF_THE_GUIDE, "[" + OF_THE_GUIDE + "]", "\uFEFF[" + OF_THE_GUIDE + "]"}) {
            Inventory inventory = EndpointsFile.read(file(content));

            assertThat(inventory.targets()).containsExactly(expected);
            assertThat(inventory.skipped()).isEmpty();
            assertThat(inventory.warnings()).isEmpty();
        }
    }

    @Test
    void globusEndpoint_isSkippedWithItsReason_andItsNeighboursAreRead() throws IOException {
        Inventory inventory = EndpointsFile.read(file("[" + GLOBUS + "," + OF_THE_GUIDE + "]"));

        assertThat(inventory.targets()).hasSize(1);
        assertThat(inventory.warnings()).isEmpty();
        assertThat(inventory.skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.entry()).endsWith("endpoint pk 2 (sophia-vllm-meta-llamallama-33-70b-instruct)");
            assertThat(skipped.reason()).contains("needs Globus Compute").contains("cannot be reached by HTTP");
        });
    }

    @Test
    void adapterOnTheClassPath_isTheApiKind_andAnyOtherIsSkipped() throws IOException {
        String direct = "resource_server_async.endpoints.direct_api.DirectAPIEndpoint";

        Inventory own = EndpointsFile.read(file(OF_THE_GUIDE.replace(direct, EndpointsFileTest.class.getName())));
        Inventory other = EndpointsFile.read(file(OF_THE_GUIDE.replace(direct, "resource_server.own.CustomEndpoint")));

        assertThat(own.targets())
                .singleElement()
                .satisfies(target -> assertThat(target.api()).isEqualTo(EndpointsFileTest.class.getName()));
        assertThat(other.targets()).isEmpty();
        assertThat(other.skipped())
                .singleElement()
                .satisfies(skipped ->
                        assertThat(skipped.reason()).contains("resource_server.own.CustomEndpoint is neither"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "https://h/v1; []; openai-chat",
                "https://h/v1; [\"chat/completions\", \"completions\"]; openai-chat",
                "https://h/v1; [\"completions\", \"chat/completions\"]; openai-chat",
                "https://h/v1; [\"completions\"]; openai-completions",
                "https://h/v1; [\"/v1/completions/\"]; openai-completions",
                "https://h/v1; [\"embeddings\", \"responses\"]; openai-responses",
                "https://h/v1; [\"messages\"]; anthropic",
                "https://h/v1/chat/completions; [\"completions\"]; openai-chat",
                "https://h/v1/completions; [\"chat/completions\"]; openai-completions",
                "https://h/v1/responses/; [\"chat/completions\"]; openai-responses"
            })
    void apiKind_isThatOfTheUrlsEnd_orOfWhatTheClusterOffers(String url, String offers, String api) throws IOException {
        Inventory inventory = EndpointsFile.read(file(urlInstead(url)), cluster(offers));

        assertThat(inventory.targets()).singleElement().satisfies(target -> {
            assertThat(target.api()).isEqualTo(api);
            assertThat(target.url()).isEqualTo(URI.create(url));
        });
        assertThat(inventory.warnings()).isEmpty();
    }

    @Test
    void clusterThatOffersNothingMeasurable_isAReasonToSkip() throws IOException {
        Inventory embeddings = EndpointsFile.read(file(urlInstead("https://h/v1")), cluster("[\"embeddings\"]"));

        assertThat(embeddings.targets()).isEmpty();
        assertThat(embeddings.skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("your-cluster offers only [embeddings]"));
    }

    @Test
    void unknownCluster_isAWarning() throws IOException {
        String elsewhere = urlInstead("https://h/v1").replace("your-cluster", "elsewhere");

        Inventory inventory = EndpointsFile.read(file(elsewhere), cluster("[\"completions\"]"));

        assertThat(inventory.targets()).hasSize(1);
        assertThat(inventory.warnings()).singleElement().asString().contains("no cluster is named 'elsewhere'");
    }

    @Test
    void unknownFields_areWarnings_withTheirNamesAndWithoutTheirValues() throws IOException {
        Inventory inventory = EndpointsFile.read(file(OF_THE_GUIDE
                .replace("\"framework\"", "\"colour\": \"blue\", \"framework\"")
                .replace("\"api_url\"", "\"api_key\": \"sk-secret\", \"api_request_timeout\": 120, \"api_url\"")));

        assertThat(inventory.targets()).hasSize(1);
        assertThat(inventory.warnings())
                .hasSize(2)
                .anyMatch(warning -> warning.contains("endpoint pk 1: field 'colour' is unknown"))
                .anyMatch(warning -> warning.contains("endpoint pk 1: field 'config.api_key' is unknown"))
                .noneMatch(warning -> warning.contains("sk-secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"your-cluster-api-your/model", "your-cluster-api-", "your-cluster-vllm-your-model", "your model"
            })
    void slugOfAnotherForm_isASentenceWithEntryAndField(String slug) {
        assertThatThrownBy(
                        () -> EndpointsFile.read(file(OF_THE_GUIDE.replace("your-cluster-api-your-model-70b", slug))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("endpoints.json, endpoint pk 1: field 'endpoint_slug' is '" + slug + "'")
                .hasMessageContaining("such as 'your-cluster-api-your-model-70b'");
    }

    @Test
    void slugWrittenByHand_isTakenWhenItHasTheForm() throws IOException {
        Inventory inventory = EndpointsFile.read(
                file(OF_THE_GUIDE.replace("your-cluster-api-your-model-70b", "your-cluster-api-big")));

        assertThat(inventory.targets()).extracting(TargetConfig::slug).containsExactly("your-cluster-api-big");
    }

    @Test
    void slugsOfTheGateway_areMadeAsDjangoDoes() {
        assertThat(Slug.slugify("sophia vllm meta-llama/Llama-3.3-70B-Instruct"))
                .isEqualTo("sophia-vllm-meta-llamallama-33-70b-instruct");
        assertThat(Slug.slugify(" -Müller & Söhne_ -- GPT_4 ")).isEqualTo("muller-sohne_-gpt_4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"YOUR_MODEL_70B_API_KEY\"; \"sk-abc.def\"; config.api_key_env_name' must be the name",
                "\"YOUR_MODEL_70B_API_KEY\"; \"\"; config.api_key_env_name' must be a string",
                "\"api_url\"; \"api\"; config.api_url' is missing",
                "https://your-targetted-api.com; http://ho st; config.api_url' is no URL",
                "https://your-targetted-api.com; ftp://host; must be http(s)",
                "\"Your-Model-70B\"; 70; field 'model' must be a string",
                "\"framework\": \"api\",; ; field 'framework' is missing",
                "\"fields\"; \"field\"; expected an object with",
                "\"pk\"; \"pq\"; unknown key 'pq'"
            })
    void whatIsWrong_isOneSentenceWithThePlace(String there, String instead, String expected) throws IOException {
        Path file = file(OF_THE_GUIDE.replace(there, instead == null ? "" : instead));

        assertThatThrownBy(() -> EndpointsFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("endpoints.json, ")
                .hasMessageContaining(expected)
                .hasMessageNotContaining("sk-abc")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void sameSlugOrSamePkTwice_isRefused() {
        assertThatThrownBy(() -> EndpointsFile.read(file("[" + OF_THE_GUIDE + "," + OF_THE_GUIDE + "]")))
                .hasMessageContaining("pk occurs twice");
        assertThatThrownBy(() -> EndpointsFile.read(
                        file("[" + OF_THE_GUIDE + "," + OF_THE_GUIDE.replace("\"pk\": 1", "\"pk\": 9") + "]")))
                .hasMessageContaining(
                        "endpoint pk 9: field 'endpoint_slug' is 'your-cluster-api-your-model-70b' as in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "\"x\"", "[1]", "[[]]", "null", "{} {}"})
    void fileThatIsNoFixture_isRefusedInASentence(String content) {
        assertThatThrownBy(() -> EndpointsFile.read(file(content)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("endpoints.json");
    }
}
