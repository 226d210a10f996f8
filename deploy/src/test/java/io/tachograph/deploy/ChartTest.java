package io.tachograph.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.LintResult;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ConfigFile;
import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.jobs.catalog.JobDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTest {
    static List<String> sets() {
        return Chart.sets();
    }

    @Test
    void chart_passesTheLinter() {
        LintResult result = Chart.helm().lint().strict().call();

        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
        assertThat(Chart.sets()).hasSizeGreaterThanOrEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void everyResource_isOneThatKubernetesKnows(String values) {
        List<JsonNode> resources = Chart.resources(values);

        assertThat(resources)
                .isNotEmpty()
                .allSatisfy(resource -> assertThat(KubernetesModels.complaint(resource))
                        .as(resource.path("kind") + " "
                                + resource.path("metadata").path("name"))
                        .isNull());
        assertThat(resources.stream()
                        .map(r -> r.path("kind") + "/" + r.path("metadata").path("name")))
                .doesNotHaveDuplicates();
    }

    /** That the checks above can fail. */
    @Test
    void misspeltField_isSeen() {
        ObjectNode deployment = (ObjectNode) Chart.resources("kubectl").stream()
                .filter(resource -> resource.path("kind").asText().equals("Deployment"))
                .findFirst()
                .orElseThrow();
        ((ObjectNode) deployment
                        .path("spec")
                        .path("template")
                        .path("spec")
                        .path("containers")
                        .path(0))
                .put("imagePullPolice", "Never");

        assertThat(KubernetesModels.complaint(deployment)).contains("imagePullPolice");
    }

    @ParameterizedTest
    @CsvSource({
        "flink-operator, FlinkDeployment, /spec/job",
        "operators, Kafka, /spec/kafka/listeners/0",
        "operators, KafkaNodePool, /spec/storage/volumes/0",
        "operators, Cluster, /spec/managed/roles/1",
        "operators, ScaledObject, /spec/triggers/0",
        "production, ServiceMonitor, /spec/endpoints/0",
        "production, PrometheusRule, /spec/groups/0/rules/0",
    })
    void misspeltFieldOfACustomResource_isSeen(String values, String kind, String place) {
        ObjectNode deployment = (ObjectNode) Chart.resources(values).stream()
                .filter(resource -> resource.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
        ((ObjectNode) deployment.at(place)).put("paralelism", 2);

        assertThat(KubernetesModels.complaint(deployment)).contains("paralelism");
    }

    /** Tables and topics cannot be made before the release has a database and a Kafka. Helm as a library leaves hooks out. */
    @Test
    void preparations_areHooks_exceptWithoutHelm_orWhereTheReleaseBringsWhatTheyPrepare() {
        assertThat(preparations("production")).isEmpty();
        assertThat(preparations("kubectl"))
                .containsExactly("tachograph-migrate-1", "tachograph-topics-1")
                .isEqualTo(preparations("operators"));
    }

    private static List<String> preparations(String values) {
        return names(Chart.resources(values), "Job").stream().sorted().toList();
    }

    /** The chart names them itself, since templates cannot ask our code. */
    @Test
    void flinkDeployments_areOneForEachJob() {
        assertThat(Chart.resources("flink-operator").stream()
                        .filter(resource -> resource.path("kind").asText().equals("FlinkDeployment"))
                        .map(resource -> resource.at("/spec/job/args/1").asText()))
                .containsExactlyElementsOf(
                        JobCatalog.all().stream().map(JobDefinition::name).toList());
    }

    @Test
    void sessionWithTooFewSlots_isRefused() {
        assertThatThrownBy(() ->
                        Chart.with("flink-cluster").set("jobs.session.slots", 6).call())
                .hasMessageContaining("jobs.session has 24 slots (taskManagers x slots), and the jobs need 28");
    }

    @ParameterizedTest
    @MethodSource("sets")
    void everyContainer_isConfined(String values) {
        assertThat(Chart.pods(Chart.resources(values))).isNotEmpty().allSatisfy(pod -> {
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
            assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean())
                    .isTrue();
            assertThat(Yaml.each(pod.path("containers"))).allSatisfy(container -> {
                JsonNode context = container.path("securityContext");
                assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(context.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(context.path("capabilities").path("drop").path(0).asText())
                        .isEqualTo("ALL");
                // Root only for what is the kubelet's, and there without capabilities.
                assertThat(context.path("runAsUser").asInt(1) == 0)
                        .isEqualTo(Yaml.each(container.path("volumeMounts"))
                                .anyMatch(mount -> mount.path("name").asText().equals("pod-resources")));
            });
        });
    }

    /** Volumes, ConfigMaps and ports are named in two places. */
    @ParameterizedTest
    @MethodSource("sets")
    void names_meet(String values) {
        List<JsonNode> resources = Chart.resources(values);
        Set<String> configMaps = names(resources, "ConfigMap");
        Set<String> claims = names(resources, "PersistentVolumeClaim");
        for (JsonNode resource : resources) {
            JsonNode pod = resource.path("kind").asText().equals("FlinkDeployment")
                    ? resource.at("/spec/podTemplate/spec")
                    : resource.at("/spec/template/spec");
            Set<String> volumes = new HashSet<>();
            Yaml.each(pod.path("volumes")).forEach(volume -> {
                volumes.add(volume.path("name").asText());
                if (volume.has("configMap")) {
                    assertThat(configMaps)
                            .contains(volume.path("configMap").path("name").asText());
                }
                if (volume.has("persistentVolumeClaim")) {
                    assertThat(claims)
                            .contains(volume.at("/persistentVolumeClaim/claimName")
                                    .asText());
                }
            });
            Yaml.each(resource.path("spec").path("volumeClaimTemplates"))
                    .forEach(claim ->
                            volumes.add(claim.path("metadata").path("name").asText()));
            Yaml.each(pod.path("containers"))
                    .flatMap(container -> Yaml.each(container.path("volumeMounts")))
                    .forEach(mount ->
                            assertThat(volumes).contains(mount.path("name").asText()));
        }
        servicesSelectPods(resources);
    }

    private static Set<String> names(List<JsonNode> resources, String kind) {
        return resources.stream()
                .filter(resource -> resource.path("kind").asText().equals(kind))
                .map(resource -> resource.path("metadata").path("name").asText())
                .collect(Collectors.toSet());
    }

    private static void servicesSelectPods(List<JsonNode> resources) {
        Map<JsonNode, JsonNode> podsByLabels = new HashMap<>();
        resources.forEach(resource -> podsByLabels.put(
                resource.path("spec").path("template").path("metadata").path("labels"),
                resource.path("spec").path("template").path("spec")));
        resources.stream()
                .filter(resource -> resource.path("kind").asText().equals("Service"))
                .forEach(service -> {
                    JsonNode pod = Objects.requireNonNull(
                            podsByLabels.get(service.path("spec").path("selector")),
                            () -> "pods of " + service.path("metadata").path("name"));
                    assertThat(Yaml.each(pod.path("containers").path(0).path("ports"))
                                    .map(port -> port.path("name").asText()))
                            .contains(service.path("spec")
                                    .path("ports")
                                    .path(0)
                                    .path("targetPort")
                                    .asText());
                });
    }

    /** Read by what reads it for real. */
    @ParameterizedTest
    @MethodSource("sets")
    void configuration_isOneThatOurProcessesTake(String values, @TempDir Path folder)
            throws IOException, ConfigException {
        for (JsonNode resource : Chart.resources(values)) {
            JsonNode text = resource.path("data").path("tachograph.yml");
            if (text.isTextual()) {
                Path file = Files.writeString(folder.resolve("tachograph.yml"), text.asText());
                assertThat(ConfigFile.read(file, Map.of("NODE_NAME", "node-1"))).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "api.replicas, two, got string",
        "api.replcias, 2, 'additional properties ''replcias'' not allowed'",
        "jobs.names[0], rankins, /jobs/names/0",
        "kafka.bootstrapServers, kafka, /kafka/bootstrapServers",
        "image.digest, latest, /image/digest",
        "jobs.storage.size, much, /jobs/storage/size",
    })
    void wrongValue_isASentenceWithItsPath(String path, String value, String sentence) {
        assertThatThrownBy(() -> Chart.with("kubectl").set(path, value).call()).hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({"jobs.operator.image", "jobs.operator.stateUrl"})
    void whatTheOperatorNeeds_isAskedForByName(String path) {
        assertThatThrownBy(() -> Chart.with("flink-operator").set(path, "").call())
                .hasMessageContaining("set " + path + " to ");
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.bootstrapServers",
        "postgres.jdbcUrl",
        "postgres.ownerSecret",
        "postgres.writerSecret",
        "postgres.readerSecret",
        "api.keysSecret",
    })
    void whatOnlyTheUserKnows_isAskedForByName(String path) {
        assertThatThrownBy(() -> Chart.with("kubectl").set(path, "").call())
                .hasMessageContaining("set " + path + " to ");
    }

    @Test
    void rulesAndBoards_areThoseOfPrometheusAndGrafana() throws IOException {
        List<JsonNode> resources = Chart.resources("production");
        assertThat(resources.stream()
                        .filter(resource -> resource.path("kind").asText().equals("PrometheusRule"))
                        .map(rule -> rule.path("spec")))
                .containsExactly(Yaml.of(Yaml.INFRA.resolve("prometheus/rules/tachograph.yml")));
        Map<String, String> boards = new HashMap<>();
        resources.stream()
                .filter(resource -> resource.path("metadata").path("labels").has("grafana_dashboard"))
                .forEach(map -> map.path("data")
                        .properties()
                        .forEach(board ->
                                boards.put(board.getKey(), board.getValue().asText())));
        try (var files = Files.list(Yaml.INFRA.resolve("grafana/boards"))) {
            for (Path file : files.toList()) {
                assertThat(boards.remove(file.getFileName().toString())).isEqualTo(Yaml.text(file));
            }
        }
        assertThat(boards).isEmpty();
    }

    /** So that {@code kubectl apply -f} needs no Helm. */
    @Test
    void manifestsForKubectl_areTheRenderedChart() throws IOException {
        String rendered = "# Made from infra/helm/tachograph by ChartTest; change that. Names to replace are in"
                + " infra/helm/values/kubectl.yaml.\n"
                + Chart.with("kubectl").call();
        Path written = Files.createDirectories(Path.of("target/k8s")).resolve("tachograph.yaml");
        Files.writeString(written, rendered);

        assertThat(Yaml.text(Yaml.INFRA.resolve("k8s/tachograph.yaml")).equals(rendered))
                .as("copy deploy/" + written)
                .isTrue();
    }
}
