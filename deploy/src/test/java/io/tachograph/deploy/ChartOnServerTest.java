package io.tachograph.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The chart installed, upgraded, tested and removed by Helm on a real API server, which {@code infra/test apiserver} starts.
 * Nothing runs pods there, so jobs and the pod of {@code helm test} are said to be done.
 */
class ChartOnServerTest {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String DONE = "{\"status\": {\"startTime\": \"2026-01-01T00:00:00Z\", \"completionTime\":"
            + " \"2026-01-01T00:00:01Z\", \"succeeded\": 1, \"conditions\": [{\"type\": \"SuccessCriteriaMet\", \"status\":"
            + " \"True\"}, {\"type\": \"Complete\", \"status\": \"True\"}]}}";

    private static Path config = Path.of("");
    private static @Nullable KubernetesApi server;
    private static @Nullable Thread controller;

    static List<String> sets() {
        return Chart.sets();
    }

    @BeforeAll
    static void connect() throws Exception {
        String given = System.getProperty("kubernetes.config");
        if (given == null) {
            abort("skipped: no API server; infra/test apiserver starts one");
            return;
        }
        config = Path.of(given);
        KubernetesApi api = new KubernetesApi(config);
        server = api;
        for (JsonNode definition : CustomResources.definitions()) {
            KubernetesApi.Answer answer =
                    api.post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition);
            assertThat(answer.status()).as(answer.body().toString()).isIn(201, 409);
        }
        for (String values : sets()) {
            for (JsonNode resource : Chart.resources(values)) {
                await().atMost(LONGEST)
                        .ignoreExceptions()
                        .until(() -> !api.folder(resource, "any").isEmpty());
            }
        }
        Thread done = new Thread(() -> sayThatAllIsDone(api), "controller");
        done.setDaemon(true);
        done.start();
        controller = done;
    }

    @AfterAll
    static void stop() {
        if (controller != null) {
            controller.interrupt();
        }
    }

    private static void sayThatAllIsDone(KubernetesApi api) {
        try {
            while (true) {
                for (JsonNode job : api.get("/apis/batch/v1/jobs").body().path("items")) {
                    if (!job.path("status").has("completionTime")) {
                        api.patch(of("/apis/batch/v1", "jobs", job) + "/status", DONE);
                    }
                }
                for (JsonNode pod : api.get("/api/v1/pods").body().path("items")) {
                    api.patch(of("/api/v1", "pods", pod) + "/status", "{\"status\": {\"phase\": \"Succeeded\"}}");
                }
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String of(String group, String kind, JsonNode resource) {
        JsonNode metadata = resource.path("metadata");
        return group + "/namespaces/" + metadata.path("namespace").asText() + "/" + kind + "/"
                + metadata.path("name").asText();
    }

    private static KubernetesApi server() {
        return Objects.requireNonNull(server);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void chart_isInstalledUpgradedTestedAndRemoved(String values) throws Exception {
        String namespace = "set-" + values;
        Path file = Yaml.INFRA
                .resolve("helm/values/" + values + ".yaml")
                .toAbsolutePath()
                .normalize();
        Chart.helm()
                .install()
                .withName("tachograph")
                .withNamespace(namespace)
                .createNamespace()
                .withValuesFile(file)
                .withKubeConfig(config)
                .call();
        List<JsonNode> resources = Yaml.documents(
                        Chart.with(values).withNamespace(namespace).call())
                .stream()
                .filter(resource -> !resource.at("/metadata/annotations").has("helm.sh/hook"))
                .toList();
        for (JsonNode resource : resources) {
            List<String> changed = new ArrayList<>();
            differences("", resource, stored(resource, namespace).body(), changed);
            assertThat(changed).as(name(resource)).isEmpty();
        }
        Chart.helm()
                .upgrade()
                .withName("tachograph")
                .withNamespace(namespace)
                .withValuesFile(file)
                .withKubeConfig(config)
                .call();
        Helm.test("tachograph").withNamespace(namespace).withKubeConfig(config).call();
        Helm.uninstall("tachograph")
                .withNamespace(namespace)
                .withKubeConfig(config)
                .call();
        for (JsonNode resource : resources) {
            boolean kept = resource.at("/metadata/annotations/helm.sh~1resource-policy")
                    .asText()
                    .equals("keep");
            int expected = kept ? 200 : 404;
            await(name(resource))
                    .atMost(LONGEST)
                    .until(() -> stored(resource, namespace).status() == expected);
        }
    }

    private static KubernetesApi.Answer stored(JsonNode resource, String namespace) throws Exception {
        return server().get(server().folder(resource, namespace) + "/"
                + resource.at("/metadata/name").asText());
    }

    private static String name(JsonNode resource) {
        return resource.path("kind").asText() + " "
                + resource.at("/metadata/name").asText();
    }

    /** What was asked for and is not there: a server drops fields that it does not know. */
    private static void differences(String at, JsonNode asked, JsonNode stored, List<String> into) {
        if (asked.isObject()) {
            asked.properties()
                    .forEach(field -> differences(
                            at + "/" + field.getKey(), field.getValue(), stored.path(field.getKey()), into));
        } else if (asked.isArray()) {
            for (int i = 0; i < asked.size(); i++) {
                differences(at + "/" + i, asked.get(i), stored.path(i), into);
            }
        } else if (!asked.asText().equals(stored.asText())) {
            into.add(at + ": " + asked + " became " + stored);
        }
    }

    /** That the server is one that refuses. */
    @Test
    void misspeltField_isRefused() throws Exception {
        ObjectNode deployment = (ObjectNode) Chart.resources("kubectl").stream()
                .filter(resource -> resource.path("kind").asText().equals("Deployment"))
                .findFirst()
                .orElseThrow();
        ((ObjectNode) deployment.at("/spec/template/spec")).put("restartPolicee", "Always");

        KubernetesApi.Answer answer = server().post(
                        server().folder(deployment, "default") + "?dryRun=All&fieldValidation=Strict", deployment);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("message").asText())
                .contains("unknown field \"spec.template.spec.restartPolicee\"");
    }
}
