package io.tachograph.collectors.source.langfuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Peer;
import io.tachograph.schemas.avro.ScoreSummary;
import io.tachograph.schemas.avro.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that answers what Langfuse answers. */
class LangfuseSourceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EMPTY = "{\"data\":[],\"meta\":{}}";
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("pk-lf-1:sk-lf-secret".getBytes(StandardCharsets.US_ASCII));
    private static final String DAY = "2026-09-23";
    private static final long DAY_MICROS = 1_790_121_600_000_000L; // date -u -d 2026-09-23 +%s

    private final List<SpecificRecord> records = new ArrayList<>();
    /** By view and first metric: what a question is answered with. */
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    private final List<JsonNode> queries = new CopyOnWriteArrayList<>();
    private Peer peer;

    @BeforeEach
    void start() throws IOException {
        peer = new Peer();
        peer.json("/api/public/health", "{\"status\":\"OK\",\"version\":\"4.16.0\"}");
        peer.page("/api/public/v2/metrics", this::answer);
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode query = JSON.readTree(exchange.getRequestURI().getQuery().substring("query=".length()));
        queries.add(query);
        String of = query.path("view").asText()
                + (query.path("filters").isEmpty()
                        ? ""
                        : " " + query.path("filters").path(0).path("column").asText());
        json(answers.getOrDefault(of, EMPTY)).to(exchange);
    }

    private static Peer.Answer json(String body) {
        return Peer.bytes(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] captured(String name) throws IOException {
        return Peer.captured("/io/tachograph/collectors/source/langfuse/" + name);
    }

    private Source open(int days, boolean sessions) {
        SourceContext context = new SourceContext(
                "agent-1",
                "host-1",
                WallClock.ofProcess(),
                new DiscoveredTargets(),
                Map.of("PUBLIC", "pk-lf-1", "SECRET", "sk-lf-secret")::get);
        LangfuseSettings settings =
                new LangfuseSettings(peer.url(), "PUBLIC", "SECRET", "shop", days, days, sessions, null);
        return new LangfuseKind().open(settings, context).get(0).source();
    }

    private void read(Source source) throws Exception {
        source.read(records::add).toCompletableFuture().get();
    }

    private SourceException failure(Source source) {
        Throwable failure = catchThrowable(() -> read(source));
        assertThat(failure).isInstanceOf(ExecutionException.class);
        assertThat(failure.getCause())
                .isInstanceOf(SourceException.class)
                .message()
                .doesNotContain("secret", "pk-lf");
        return (SourceException) failure.getCause();
    }

    private List<Usage> usage(String scope) {
        return records.stream()
                .filter(Usage.class::isInstance)
                .map(Usage.class::cast)
                .filter(usage -> usage.getScope().equals(scope))
                .toList();
    }

    private List<ScoreSummary> scores() {
        return records.stream()
                .filter(ScoreSummary.class::isInstance)
                .map(ScoreSummary.class::cast)
                .toList();
    }

    /** Counts as text, null for unknown costs and 0 for none, milliseconds: as Langfuse has them. */
    @Test
    void calls_areToldByDayAndModel() throws Exception {
        answers.put("observations type", """
                {"data": [
                  {"providedModelName": "gpt-4o-mini", "time_dimension": "2026-09-23", "count_count": "3",
                   "sum_inputTokens": "800", "sum_outputTokens": 100, "sum_totalTokens": "900", "sum_totalCost": 0.002,
                   "p50_latency": 500, "p95_latency": 842.5, "p99_latency": 900, "p95_timeToFirstToken": 120},
                  {"providedModelName": "free", "time_dimension": "2026-09-23T00:00:00Z", "count_count": 1, "sum_totalCost": 0},
                  {"providedModelName": null, "time_dimension": "2026-09-23", "count_count": "1", "sum_totalCost": null,
                   "sum_totalTokens": "0", "p95_latency": null},
                  {"providedModelName": "x", "time_dimension": null, "count_count": "0"}]}
                """);
        Source source = open(2, false);

        read(source);

        assertThat(usage("model"))
                .extracting(
                        Usage::getModel,
                        Usage::getCount,
                        Usage::getInputTokens,
                        Usage::getTotalTokens,
                        Usage::getCostUsd,
                        Usage::getLatencyP95Seconds,
                        Usage::getTtftP95Seconds)
                .containsExactly(
                        tuple("gpt-4o-mini", 3L, 800L, 900L, 0.002, 0.8425, 0.12),
                        tuple("free", 1L, null, null, 0.0, null, null),
                        tuple("", 1L, null, 0L, null, null, null));
        Usage first = usage("model").get(0);
        assertThat(first.getTenant()).isEqualTo("shop");
        assertThat(first.getSource()).isEqualTo("langfuse " + peer.url());
        assertThat(first.getFromMicros()).isEqualTo(DAY_MICROS);
        assertThat(first.getToMicros()).isEqualTo(DAY_MICROS + 86_400_000_000L);
        assertThat(source.details()).isEqualTo("langfuse 4.16.0");
        assertThat(peer.questions()).allMatch(question -> BASIC.equals(question.authorization()));
        assertThat(queries)
                .hasSize(5)
                .allMatch(query ->
                        query.path("timeDimension").path("granularity").asText().equals("day"));
    }

    @Test
    void tracesAndScores_areToldByDay() throws Exception {
        answers.put("observations isRootObservation", """
                {"data": [{"traceName": "implement", "time_dimension": "%s", "count_count": "4", "p50_latency": "2000",
                           "p95_latency": 3000, "p99_latency": 3100}]}""".formatted(DAY));
        answers.put("scores-numeric", """
                {"data": [
                  {"name": "trust", "dataType": "NUMERIC", "observationModelName": "m", "time_dimension": "%s",
                   "count_count": "2", "avg_value": -0.25, "min_value": -1, "max_value": "0.5"},
                  {"name": "helpful", "dataType": "BOOLEAN", "observationModelName": null, "time_dimension": "%s",
                   "count_count": 3, "avg_value": null, "min_value": null, "max_value": null}]}""".formatted(DAY, DAY));
        answers.put("scores-categorical", """
                {"data": [{"name": "verdict", "stringValue": "good", "time_dimension": "%s", "count_count": 5},
                          {"name": "verdict", "stringValue": "bad", "time_dimension": "%s", "count_count": "0"}]}""".formatted(DAY, DAY));

        read(open(2, false));

        assertThat(usage("trace"))
                .extracting(Usage::getName, Usage::getCount, Usage::getLatencyP50Seconds, Usage::getLatencyP99Seconds)
                .containsExactly(tuple("implement", 4L, 2.0, 3.1));
        assertThat(scores())
                .extracting(
                        ScoreSummary::getName,
                        ScoreSummary::getType,
                        ScoreSummary::getCategory,
                        ScoreSummary::getModel,
                        ScoreSummary::getCount,
                        ScoreSummary::getMean,
                        ScoreSummary::getMaximum)
                .containsExactly(
                        tuple("trust", "numeric", "", "m", 2L, -0.25, 0.5),
                        tuple("helpful", "boolean", "", "", 3L, null, null),
                        tuple("verdict", "categorical", "good", "", 5L, null, null));
    }

    @Test
    void tooManyRows_areAskedForByHalvesOfTheDays() throws Exception {
        String row = "{\"providedModelName\":\"m%d\",\"time_dimension\":\"" + DAY + "\",\"count_count\":1}";
        StringBuilder thousand = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            thousand.append(i == 0 ? "" : ",").append(row.formatted(i));
        }
        peer.page("/api/public/v2/metrics", exchange -> {
            JsonNode query = JSON.readTree(exchange.getRequestURI().getQuery().substring("query=".length()));
            boolean calls =
                    query.path("filters").path(0).path("column").asText().equals("type");
            queries.add(query);
            long asked = queries.stream()
                    .filter(q ->
                            q.path("filters").path(0).path("column").asText().equals("type"))
                    .count();
            json(!calls ? EMPTY : "{\"data\":[" + (asked == 1 ? thousand : row.formatted(asked)) + "]}")
                    .to(exchange);
        });

        read(open(4, false));

        assertThat(usage("model")).extracting(Usage::getModel).containsExactly("m2", "m3");
        assertThat(queries.get(1).path("toTimestamp")).isEqualTo(queries.get(2).path("fromTimestamp"));
    }

    @Test
    void sessions_areCountedOverCursors() throws Exception {
        peer.page("/api/public/v2/observations", exchange -> {
            String at = exchange.getRequestURI().getQuery();
            json(at.contains("cursor=next") ? """
                            {"data": [{"id": "2", "startTime": "2026-09-23T10:00:00Z", "sessionId": "b"},
                                      {"id": "3", "startTime": "2026-09-23T10:00:00Z", "sessionId": null},
                                      {"id": "4", "startTime": "2026-09-24T10:00:00Z", "sessionId": "b"}], "meta": {}}""" : """
                            {"data": [{"id": "1", "startTime": "2026-09-23T10:00:00Z", "sessionId": "a"},
                                      {"id": "2", "startTime": "2026-09-23T10:00:00Z", "sessionId": "b"}],
                             "meta": {"cursor": "next"}}""").to(exchange);
        });

        read(open(2, true));

        assertThat(usage("session")).extracting(Usage::getCount).containsExactly(2L, 1L);
        assertThat(peer.paths())
                .filteredOn(path -> path.startsWith("/api/public/v2/observations"))
                .allMatch(path -> path.contains("fields=core,trace_context"))
                .hasSize(2);
    }

    @Test
    void cursorThatRepeats_orExpires_doesNotLoop() throws Exception {
        peer.page(
                "/api/public/v2/observations",
                json("{\"data\":[{\"id\":\"1\",\"startTime\":\"2026-09-23T10:00:00Z\",\"sessionId\":\"a\"}],"
                        + "\"meta\":{\"cursor\":\"same\"}}"));
        assertThat(failure(open(2, true))).hasMessageContaining("sends a page again");

        List<String> asked = new CopyOnWriteArrayList<>();
        peer.page("/api/public/v2/observations", exchange -> {
            String at = exchange.getRequestURI().getQuery();
            asked.add(at);
            if (asked.size() == 2) {
                Peer.status(400).to(exchange);
            } else {
                json("{\"data\":[],\"meta\":" + (asked.size() == 1 ? "{\"cursor\":\"old\"}}" : "{}}"))
                        .to(exchange);
            }
        });
        read(open(2, true));
        assertThat(asked).hasSize(3);
    }

    private void older() throws IOException {
        peer.json("/api/public/health", "{\"status\":\"OK\",\"version\":\"2.95.1\"}");
        peer.page("/api/public/v2/metrics", Peer.status(404));
        peer.page("/api/public/metrics/daily", Peer.bytes(200, "application/json", captured("metrics-daily.json")));
        peer.page("/api/public/traces", Peer.bytes(200, "application/json", captured("traces.json")));
        peer.page("/api/public/v2/scores", Peer.bytes(200, "application/json", captured("scores-v2.json")));
    }

    @Test
    void olderServer_isAskedByItsOwnInterface() throws Exception {
        older();
        Source source = open(2, true);

        read(source);

        assertThat(source.details()).isEqualTo("langfuse 2.95.1, by the API before version 4");
        assertThat(usage("model"))
                .extracting(Usage::getModel, Usage::getCount, Usage::getTotalTokens, Usage::getCostUsd)
                .containsExactly(
                        tuple("anthropic.claude-3-5-sonnet-20240620-v1:0", 1L, 364L, 0.005184),
                        tuple("llama-3.1-70b-versatile", 6L, 4409L, 0.063039));
        assertThat(usage("trace"))
                .extracting(Usage::getName, Usage::getCount, Usage::getLatencyP95Seconds)
                .containsExactly(tuple("", 1L, null), tuple("implement", 1L, 2.345));
        assertThat(usage("session")).extracting(Usage::getCount).containsExactly(1L);
        assertThat(scores())
                .extracting(ScoreSummary::getName, ScoreSummary::getType, ScoreSummary::getMean)
                .containsExactly(tuple("trust_score", "numeric", 0.4), tuple("helpful", "boolean", 1.0));
        assertThat(peer.paths())
                .filteredOn(path -> path.startsWith("/api/public/traces"))
                .allMatch(path -> path.contains("fields=core,metrics"));
    }

    @Test
    void serverThatIsBroughtToVersion4_isAskedByTheNewInterfaceAtOnce() throws Exception {
        older();
        Source source = open(2, false);
        read(source);
        peer.json("/api/public/health", "{\"status\":\"OK\",\"version\":\"4.16.0\"}");
        peer.page("/api/public/v2/metrics", this::answer);
        peer.page("/api/public/metrics/daily", Peer.status(404));

        read(source);

        assertThat(source.details()).isEqualTo("langfuse 4.16.0");
    }

    @Test
    void scoresWithoutValues_count_andAreInNoMean() throws Exception {
        older();
        peer.json("/api/public/v2/scores", """
                {"data": [
                  {"id": "1", "timestamp": "2026-03-03T04:00:00Z", "name": "trust", "dataType": "NUMERIC", "value": null},
                  {"id": "2", "timestamp": "2026-03-03T05:00:00Z", "name": "trust", "dataType": "NUMERIC", "value": -1.5},
                  {"id": "2", "timestamp": "2026-03-03T05:00:00Z", "name": "trust", "dataType": "NUMERIC", "value": -1.5},
                  {"id": "3", "timestamp": "2026-03-03T05:00:00Z", "name": "verdict", "dataType": "CATEGORICAL", "value": null,
                   "stringValue": "good"},
                  {"id": "4", "timestamp": null, "name": "trust", "value": 1},
                  {"id": "5", "timestamp": "2026-03-03T05:00:00Z", "name": null, "value": 1}],
                 "meta": {"page": 1, "totalPages": 1}}""");

        read(open(2, false));

        assertThat(scores())
                .extracting(
                        ScoreSummary::getName,
                        ScoreSummary::getCategory,
                        ScoreSummary::getCount,
                        ScoreSummary::getMean,
                        ScoreSummary::getMinimum)
                .containsExactly(tuple("trust", "", 2L, -1.5, -1.5), tuple("verdict", "good", 1L, null, null));
    }

    @Test
    void pagesThatRepeat_andAKeyThatIsTakenAwayWithin_countNothing() throws Exception {
        older();
        peer.page(
                "/api/public/metrics/daily",
                json("{\"data\":[{\"date\":\"2026-03-03\",\"usage\":[{\"model\":\"m\",\"totalUsage\":1}]}],"
                        + "\"meta\":{\"totalPages\":3}}"));
        assertThat(failure(open(2, false))).hasMessageContaining("sends a page again");

        peer.page("/api/public/metrics/daily", exchange -> {
            if (exchange.getRequestURI().getQuery().endsWith("page=1")) {
                json("{\"data\":[{\"date\":\"2026-03-03\",\"usage\":[{\"model\":\"m\",\"totalUsage\":1}]}],"
                                + "\"meta\":{\"totalPages\":2}}")
                        .to(exchange);
            } else {
                Peer.status(401).to(exchange);
            }
        });
        assertThat(failure(open(2, false)).kind()).isEqualTo(FailureKind.REFUSED);

        assertThat(records).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, , REFUSED, the keys are not of a project there",
        "403, , REFUSED, not those of an organisation",
        "429, 37, LIMITED, wants to be asked less often: it is left alone for another 3",
        "429, , LIMITED, is left alone for another 5",
        "422, , UNAVAILABLE, make days smaller",
        "500, , UNAVAILABLE, see its log",
    })
    void serverThatDoesNotAnswer_isSaid(int status, @Nullable String retryAfter, FailureKind kind, String sentence) {
        peer.page("/api/public/v2/metrics", exchange -> {
            if (retryAfter != null) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
            }
            exchange.sendResponseHeaders(status, -1);
        });

        SourceException failure = failure(open(1, false));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(sentence);
        assertThat(peer.paths()).as("nothing is asked again").hasSize(2);
    }

    @Test
    void anotherServer_isNotTakenForLangfuse() {
        peer.json("/api/public/health", "{\"status\":\"UP\"}");

        assertThat(failure(open(2, false))).hasMessageContaining("does not answer as Langfuse does");
    }
}
