package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every question of the contract, asked of a running server on a real database, and the other way round. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls the method that sets the fields.
class QuestionContractTest {
    private static final Pattern KNOWN = Pattern.compile("known are (.*)\\.\"");
    private static final String ACCEPT = "Accept";

    private StoredFleet fleet;
    private Contract contract;

    @BeforeAll
    void start() throws IOException, SQLException {
        fleet = new StoredFleet();
        contract = new Contract(fleet.client.get("/openapi.json").body());
    }

    @AfterAll
    void stop() {
        fleet.close();
    }

    /** Of each question one that has an answer with rows. */
    private static final Map<String, String> ASKED = Map.ofEntries(
            Map.entry("/api/v1/targets", "?model=llama&model=qwen"),
            Map.entry("/api/v1/models", ""),
            Map.entry("/api/v1/metrics", ""),
            Map.entry("/api/v1/dimensions/{dimension}", ""),
            Map.entry(
                    "/api/v1/metrics/{metric}/series",
                    "?step=10m&quantile=0.5&quantile=0.99&group=model&" + StoredFleet.RANGE),
            Map.entry("/api/v1/metrics/{metric}/distribution", "?group=engine_version&" + StoredFleet.RANGE),
            Map.entry("/api/v1/metrics/{metric}/attainment", "?threshold=0.3&" + StoredFleet.RANGE),
            Map.entry("/api/v1/throughput", "?step=1h&group=target&" + StoredFleet.RANGE),
            Map.entry("/api/v1/rankings/{metric}", "?statistic=p50&look_back=1h&at=" + StoredFleet.TO),
            Map.entry("/api/v1/rankings/{metric}/history", "?step=30m&" + StoredFleet.RANGE),
            Map.entry("/api/v1/slos", ""),
            Map.entry("/api/v1/slos/{slo}/attainment", "?group=model&" + StoredFleet.RANGE),
            Map.entry("/api/v1/slos/{slo}/burn-rates", "?objective=0.9&window=5m&window=1h&at=" + StoredFleet.TO),
            Map.entry("/api/v1/alerts", "?" + StoredFleet.RANGE),
            Map.entry("/api/v1/events", "?" + StoredFleet.RANGE),
            Map.entry("/api/v1/regressions", "?" + StoredFleet.RANGE),
            Map.entry("/api/v1/load-tests", "?" + StoredFleet.RANGE),
            Map.entry("/api/v1/load-tests/comparison", "?a=run-3&b=run-4"),
            Map.entry("/api/v1/usage", "?tenant=red&" + StoredFleet.RANGE),
            Map.entry("/api/v1/usage/minutes", "?model=llama&" + StoredFleet.RANGE),
            Map.entry("/api/v1/usage/cost", "?tenant=red&" + StoredFleet.RANGE),
            Map.entry("/api/v1/cost", "?step=1h&group=model&" + StoredFleet.RANGE),
            Map.entry("/api/v1/prices", "?model=llama"),
            Map.entry("/api/v1/scores", "?" + StoredFleet.RANGE),
            Map.entry("/api/v1/cluster-jobs", "?state=running&model=llama"),
            Map.entry("/api/v1/gpus", "?step=1h&" + StoredFleet.RANGE),
            Map.entry("/api/v1/engines", "?" + StoredFleet.RANGE),
            Map.entry("/api/v1/energy", "?step=1h&" + StoredFleet.RANGE),
            Map.entry(
                    "/api/v1/comparison",
                    "?metric=ttft&a.engine_version=0.9.1&b.engine_version=0.9.2&model=llama&" + StoredFleet.RANGE),
            Map.entry("/api/v1/pipeline", ""));

    private static String path(String template) {
        return template.replace("rankings/{metric}", "rankings/ttft")
                .replace("{metric}", "ttft")
                .replace("{slo}", "fast")
                .replace("{dimension}", "model");
    }

    @Test
    void everyQuestionOfTheContract_isAskedHere() {
        assertThat(contract.questions()).isEqualTo(new TreeSet<>(ASKED.keySet()));
    }

    @Test
    void answer_isAsDocumented_inEveryFormat() {
        ASKED.forEach((template, query) -> {
            HttpResponse<String> json = ask(path(template) + query);
            contract.check("GET " + template, json);
            JsonNode rows = contract.parse(json.body()).get("rows");
            assertThat(rows).as(template).isNotEmpty();
            for (String type : List.of("text/csv", "application/x-ndjson")) {
                HttpResponse<String> text = ask(path(template) + query, ACCEPT, type);
                contract.check("GET " + template, text);
                int lines = (int) text.body().lines().count();
                // What the process measures about itself grows with every request.
                if (!text.body().contains("\"a,b\"") && !template.endsWith("/pipeline")) {
                    assertThat(lines - (type.equals("text/csv") ? 1 : 0))
                            .as(template)
                            .isEqualTo(rows.size());
                }
            }
        });
    }

    @Test
    void head_hasTheHeadersOfGet() {
        ASKED.forEach((template, query) -> {
            HttpResponse<String> head = fleet.client.send("HEAD", path(template) + query, "X-API-Key", StoredFleet.KEY);
            assertThat(head.statusCode()).as(template).isEqualTo(200);
            assertThat(head.headers().firstValue("ETag")).as(template).isPresent();
            assertThat(head.body()).isEmpty();
        });
    }

    @Test
    void knownTag_isNotModified() {
        ASKED.forEach((template, query) -> {
            if (!template.endsWith("/pipeline")) {
                String tag =
                        ask(path(template) + query).headers().firstValue("ETag").orElseThrow();
                HttpResponse<String> again = ask(path(template) + query, "If-None-Match", "\"other\", " + tag);
                assertThat(again.statusCode()).as(template).isEqualTo(304);
                assertThat(again.body()).isEmpty();
            }
        });
    }

    /** Both ways: what the server knows is what the contract says. */
    @Test
    void parameters_areThoseOfTheContract() {
        ASKED.forEach((template, query) -> {
            HttpResponse<String> refused = ask(path(template) + (query.isEmpty() ? "?" : query + "&") + "nonsense=1");
            contract.check("GET " + template, refused);
            assertThat(refused.statusCode()).isEqualTo(400);
            Matcher known = KNOWN.matcher(refused.body());
            assertThat(known.find()).as(refused.body()).isTrue();
            assertThat(Set.of(known.group(1).split(", ")))
                    .as(template)
                    .isEqualTo(contract.queryParameters("GET " + template));
        });
    }

    @Test
    void noKey_isAProblem() {
        ASKED.forEach((template, query) -> {
            HttpResponse<String> refused = fleet.client.get(path(template) + query);
            assertThat(refused.statusCode()).isEqualTo(401);
            contract.check("GET " + template, refused);
        });
    }

    @Test
    void unknownName_isNotFound_andListsThoseThatThereAre() {
        ASKED.forEach((template, query) -> {
            if (template.contains("{")) {
                HttpResponse<String> missing = ask(path(template.replaceAll("\\{[a-z]+}", "nonsense")) + query);
                assertThat(missing.statusCode()).as(missing.body()).isEqualTo(404);
                contract.check("GET " + template, missing);
            }
        });
    }

    @Test
    void stepThatIsTooShort_isToldTheOneThatIsAllowed() {
        ASKED.forEach((template, query) -> {
            if (contract.queryParameters("GET " + template).contains("step")) {
                String path =
                        path(template) + "?threshold=1&step=10s&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z";
                HttpResponse<String> refused = ask(
                        template.contains("attainment") && template.contains("metric")
                                ? path
                                : path.replace("threshold=1&", ""));
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
                contract.check("GET " + template, refused);
                String allowed =
                        contract.parse(refused.body()).get("allowed_step").asText();
                assertThat(allowed).isEqualTo("10m");
            }
        });
    }

    @Test
    void pages_haveTogetherTheRowsOfOneAnswer() {
        for (String template :
                List.of("/api/v1/metrics/{metric}/series", "/api/v1/gpus", "/api/v1/alerts", "/api/v1/metrics")) {
            String whole = path(template) + ASKED.get(template);
            List<JsonNode> all = List.copyOf(rows(ask(whole)));
            List<JsonNode> paged = new java.util.ArrayList<>();
            String next = whole + (whole.contains("?") ? "&" : "?") + "limit=1";
            while (next != null) {
                JsonNode page = contract.parse(ask(next).body());
                page.get("rows").forEach(paged::add);
                next = page.get("next").textValue();
            }
            assertThat(paged).as(template).hasSizeGreaterThan(1).isEqualTo(all);
        }
    }

    @Test
    void largeAnswer_isCompressedOnDemand() {
        HttpResponse<String> answer = ask("/api/v1/throughput?step=1m&" + StoredFleet.RANGE, "Accept-Encoding", "gzip");
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    }

    private static List<JsonNode> rows(HttpResponse<String> answer) {
        List<JsonNode> rows = new java.util.ArrayList<>();
        try {
            new com.fasterxml.jackson.databind.ObjectMapper()
                    .readTree(answer.body())
                    .get("rows")
                    .forEach(rows::add);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return rows;
    }

    private HttpResponse<String> ask(String path, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "X-API-Key";
        all[1] = StoredFleet.KEY;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return fleet.client.get(path, all);
    }
}
