package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That the API says what the SQL functions say, which Grafana and people at psql ask. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls the method that sets the fields.
class AgreementTest {
    private static final String RANGE = "'" + StoredFleet.FROM + "', '" + StoredFleet.TO + "'";

    private StoredFleet fleet;

    @BeforeAll
    void start() throws IOException, SQLException {
        fleet = new StoredFleet();
    }

    @AfterAll
    void stop() {
        fleet.close();
    }

    static List<Arguments> api_saysWhatTheFunctionSays() {
        return List.of(
                agreement(
                        "/metrics/ttft/series?quantile=0.5&quantile=0.99&step=10m&group=model&group=engine_version&origin=load",
                        "SELECT name, value::text, n::text FROM tachograph.quantiles('ttft', '{0.5,0.99}', " + RANGE
                                + ", '10 min', origins => '{load}', group_by => '{model,engine_version}')"
                                + " ORDER BY time, labels::text COLLATE \"C\", quantile",
                        "name",
                        "value",
                        "n"),
                agreement(
                        "/metrics/e2e/series?model=qwen&streamed=true",
                        "SELECT value::text, mean::text, min::text, max::text FROM tachograph.quantiles('e2e', '{0.5}', "
                                + RANGE + ", models => '{qwen}', streamed => true)",
                        "value",
                        "mean",
                        "min",
                        "max"),
                agreement(
                        "/throughput?step=1h&group=target",
                        "SELECT name, requests::text, failed::text, output_throughput::text, error_rate::text"
                                + " FROM tachograph.throughput(" + RANGE
                                + ", '1 h', group_by => '{target}') ORDER BY time, labels::text COLLATE \"C\"",
                        "name",
                        "requests",
                        "failed",
                        "output_throughput",
                        "error_rate"),
                agreement(
                        "/cost?step=1h&group=model",
                        "SELECT name, currency, requests::text, cost::text FROM tachograph.cost(" + RANGE
                                + ", '1 h', group_by => '{model}') ORDER BY time, labels::text COLLATE \"C\", currency",
                        "name",
                        "currency",
                        "requests",
                        "cost"),
                agreement(
                        "/metrics/ttft/attainment?threshold=0.3&group=model",
                        "SELECT name, attainment_low::text, attainment::text, attainment_high::text"
                                + " FROM tachograph.attainment('ttft', 0.3, " + RANGE
                                + ", group_by => '{model}') ORDER BY labels::text COLLATE \"C\"",
                        "name",
                        "attainment_low",
                        "attainment",
                        "attainment_high"),
                agreement(
                        "/slos/fast/attainment?group=model",
                        "SELECT name, met::text, goodput::text FROM tachograph.slo_attainment('fast', " + RANGE
                                + ", group_by => '{model}') ORDER BY labels::text COLLATE \"C\"",
                        "name",
                        "met",
                        "goodput"),
                agreement(
                        "/energy?step=1h",
                        "SELECT target, reason, joules_per_token::text FROM tachograph.energy_per_token(" + RANGE
                                + ", '1 h') ORDER BY target, step_start",
                        "target",
                        "reason",
                        "joules_per_token"));
    }

    private static Arguments agreement(String question, String sql, String... columns) {
        return Arguments.of(Named.of(question, question), sql, List.of(columns));
    }

    @ParameterizedTest
    @MethodSource
    void api_saysWhatTheFunctionSays(String question, String sql, List<String> columns) throws Exception {
        String range = (question.contains("?") ? "&" : "?") + StoredFleet.RANGE;
        JsonNode answer = new ObjectMapper()
                .readTree(fleet.client
                        .get("/api/v1" + question + range, "X-API-Key", StoredFleet.KEY)
                        .body());
        List<List<String>> said = new ArrayList<>();
        for (JsonNode row : answer.get("rows")) {
            List<String> values = new ArrayList<>();
            for (String column : columns) {
                values.add(row.get(column).isNull() ? null : asPostgresWrites(row.get(column)));
            }
            said.add(values);
        }
        assertThat(said).isNotEmpty().isEqualTo(asRead(fleet.query(sql)));
    }

    /** The store is opened as the owner of the tables, and asks as the reader all the same. */
    @Test
    void questions_haveThePrivilegesOfTheReader() {
        FunctionCall writing = FunctionCall.of("merge_windows", RowOrder.by("resolution text"));
        assertThatThrownBy(() -> fleet.store.rows().read(writing, 1, List.of()))
                .hasMessageContaining("permission denied for function merge_windows");
    }

    /** Numbers as doubles: 0.5 and 5e-1 are one. */
    private static String asPostgresWrites(JsonNode value) {
        return value.isNumber() ? Double.toString(value.asDouble()) : value.asText();
    }

    private static List<List<String>> asRead(List<List<String>> rows) {
        List<List<String>> read = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> values = new ArrayList<>();
            for (String value : row) {
                values.add(
                        value != null && value.matches("-?[0-9.]+(e-?[0-9]+)?")
                                ? Double.toString(Double.parseDouble(value))
                                : value);
            }
            read.add(values);
        }
        return read;
    }
}
