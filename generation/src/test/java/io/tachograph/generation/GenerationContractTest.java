package io.tachograph.generation;

import static io.tachograph.generation.Deployment.SWIFT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /docs} and {@code /redoc} show is what is answered. */
class GenerationContractTest {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    @TempDir
    static Path directory;

    private static Deployment deployment;
    private static Api api;
    private static JsonNode contract;

    @BeforeAll
    static void start() throws Exception {
        deployment = new Deployment(directory);
        api = deployment.api();
        contract = Api.json(api.send("GET", "/openapi.json", ""));
    }

    @AfterAll
    static void stop() throws Exception {
        deployment.close();
    }

    private static void check(String schema, HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode rules = JsonNodeFactory.instance
                .objectNode()
                .put("$ref", "#/components/schemas/" + schema)
                .set("components", contract.get("components"));
        assertThat(SCHEMAS.getSchema(rules).validate(Api.json(answer)))
                .as(answer.body())
                .isEmpty();
        Set<String> told = new TreeSet<>();
        Api.json(answer).fieldNames().forEachRemaining(told::add);
        Set<String> known = new TreeSet<>();
        contract.at("/components/schemas/" + schema + "/properties")
                .fieldNames()
                .forEachRemaining(known::add);
        assertThat(told).as("fields").isEqualTo(known);
    }

    @Test
    void answers_areAsTheContractSays() throws Exception {
        check("Health", api.send("GET", "/health", ""), 200);
        HttpResponse<String> accepted = api.keyed("POST", "/generate", "{\"prompt\": \"a\", \"max_tokens\": 3}");
        check("Accepted", accepted, 202);
        String id = Api.json(accepted).get("task_id").asText();
        check("Status", api.keyed("GET", "/status/" + id, ""), 200);
        check("Status", api.keyed("GET", "/result/" + id, ""), 200);
        check("Error", api.keyed("GET", "/result/none", ""), 404);
        check("Error", api.send("GET", "/result/none", ""), 401);

        check("Status", api.keyed("DELETE", "/tasks/" + id, ""), 200);
        String other = api.submit(SWIFT, 3);
        var unused = deployment.worker(deployment.config("drain-limit: 0s"));
        api.awaitStatus(id, "cancelled");
        check("Failure", api.keyed("GET", "/result/" + id, ""), 200);
        api.awaitStatus(other, "completed");
        check("Result", api.keyed("GET", "/result/" + other, ""), 200);
    }

    @Test
    void everyOperation_isServed_andPagesShowThem() throws Exception {
        contract.get("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        assertServed(
                                method.toUpperCase(Locale.ROOT), path.getKey().replace("{id}", "none"));
                    }
                }));
        for (String page : new String[] {"/docs", "/redoc"}) {
            HttpResponse<String> shown = api.send("GET", page, "");
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(shown.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
            assertThat(shown.body()).contains("/assets/");
        }
        for (String asset : new String[] {"swagger-ui-bundle.js", "redoc.standalone.js", "docs.js", "redoc.js"}) {
            assertThat(api.send("GET", "/assets/" + asset, "").statusCode()).isEqualTo(200);
        }
    }

    private static void assertServed(String method, String path) {
        try {
            assertThat(api.keyed(method, path, "").body())
                    .doesNotContain("There is no such resource", "does not answer");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
