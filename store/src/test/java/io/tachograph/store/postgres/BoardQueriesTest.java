package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.tachograph.store.postgres.GrafanaBoard.Query;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Runs every query of every board of {@code infra/grafana} as Grafana would, as the reader, on a day of data. */
@OnEveryDatabase
class BoardQueriesTest {
    private final DatabaseServer server;
    private final DayOfFleet day = new DayOfFleet();

    BoardQueriesTest(DatabaseServer server) {
        assumeFalse(
                server instanceof PgliteServer,
                "no board is tried on the database in Node: its program breaks when a query of a transaction is refused");
        this.server = server;
    }

    /** Names of columns, types, and rows as text. */
    private record Answer(List<String> names, List<Integer> types, List<List<String>> rows) {
        List<String> column(String name) {
            int at = names.indexOf(name);
            assertThat(at).as("column " + name + " of " + names).isNotNegative();
            return rows.stream().map(row -> row.get(at)).toList();
        }
    }

    private record Range(Duration length, boolean all) {}

    private static final List<Range> RANGES = List.of(
            new Range(Duration.ofMinutes(15), true),
            new Range(Duration.ofDays(1), true),
            new Range(Duration.ofDays(1), false),
            new Range(Duration.ofDays(30), true));

    @Test
    void everyQuery_answersWithWhatItsPanelNeeds() throws SQLException {
        TestDatabase database = server.migratedDatabase();
        day.write(database);
        for (GrafanaBoard board : GrafanaBoard.all()) {
            for (Query query : board.queries()) {
                for (Range range : RANGES) {
                    Answer answer = ask(
                            database,
                            query,
                            macros(board, day.end().minus(range.length()), range.length(), range.all()));
                    assertThat(answer.rows()).as(query.of() + " of " + board).isNotEmpty();
                    hasTheColumnsOf(query, answer);
                    assertThat(answer.names()).as(query.of()).containsAll(query.overridden());
                }
            }
        }
    }

    private static void hasTheColumnsOf(Query query, Answer answer) {
        switch (query.kind()) {
            case "timeseries" -> {
                assertThat(query.format()).isEqualTo("time_series");
                assertThat(answer.names()).containsExactly("time", "metric", "value");
                assertThat(answer.types()).containsExactly(Types.TIMESTAMP, Types.VARCHAR, Types.DOUBLE);
                assertThat(answer.column("value")).as(query.of()).anyMatch(Objects::nonNull);
            }
            case "stat" -> {
                assertThat(answer.rows()).as(query.of()).hasSize(1).doesNotContain(List.of("null"));
                assertThat(answer.types()).first().isIn(Types.DOUBLE, Types.BIGINT);
            }
            case "table" -> assertThat(answer.names()).doesNotHaveDuplicates().hasSizeGreaterThan(2);
            case "annotation" -> assertThat(answer.names()).containsExactly("time", "timeend", "text", "tags");
            case "variable" -> assertThat(answer.types()).containsExactly(Types.VARCHAR);
            default -> throw new AssertionError("what does a panel of kind " + query.kind() + " need?");
        }
    }

    @Test
    void emptyDatabase_hasNoRows_orSaysThatThereIsNoSlo() throws SQLException {
        TestDatabase database = server.migratedDatabase();
        for (GrafanaBoard board : GrafanaBoard.all()) {
            for (Query query : board.queries()) {
                GrafanaMacros macros = macros(board, day.start(), Duration.ofDays(1), true);
                if (query.sql().contains("${slo:")) {
                    assertThatThrownBy(() -> ask(database, query, macros)).hasMessageContaining("there is no SLO");
                } else if (!query.sql().contains("count(*)")) {
                    assertThat(ask(database, query, macros).rows())
                            .as(query.of())
                            .isEmpty();
                }
            }
        }
    }

    /** The view is what the API answers from. */
    @Test
    void figures_areThoseOfTheRows_ofAdjacentRangesTogether_andOfTheApi() throws SQLException {
        TestDatabase database = server.migratedDatabase();
        day.write(database);
        GrafanaBoard fleet = GrafanaBoard.named("fleet");
        Query models = fleet.query("Models");
        Instant middle = day.end().minus(Duration.ofHours(7));

        assertThat(requests(database, fleet, models, day.start(), Duration.between(day.start(), middle))
                        + requests(database, fleet, models, middle, Duration.ofHours(7)))
                .isEqualTo(requests(database, fleet, models, day.start(), Duration.ofDays(1)))
                .isEqualTo(Long.parseLong(database.query("SELECT sum(requests) FROM tachograph.request_window_1h")
                        .get(0)));
        Answer ranking =
                ask(database, fleet.query("Ranking by TTFT"), macros(fleet, day.start(), Duration.ofDays(1), true));
        List<String> ranked = new ArrayList<>();
        for (int i = 0; i < ranking.rows().size(); i++) {
            ranked.add(ranking.column("rank").get(i) + "|"
                    + ranking.column("model").get(i));
        }
        assertThat(ranked)
                .isEqualTo(database.query("SELECT rank, llm_name FROM tachograph.benchmark_result ORDER BY rank"))
                .hasSize(2);
    }

    private long requests(TestDatabase database, GrafanaBoard board, Query query, Instant from, Duration range)
            throws SQLException {
        return ask(database, query, macros(board, from, range, true)).column("requests").stream()
                .mapToLong(Long::parseLong)
                .sum();
    }

    /** All of each variable, or one; what is typed in and chosen from a list as the board begins. */
    private static GrafanaMacros macros(GrafanaBoard board, Instant from, Duration range, boolean all) {
        Map<String, String> one = Map.of(
                "model",
                "llama",
                "cluster",
                "de",
                "version",
                "0.9.2",
                "tenant",
                "acme",
                "node",
                "node-1",
                "target",
                "de-vllm-llama",
                "slo",
                "interactive");
        Map<String, List<String>> variables = new HashMap<>();
        board.variables().forEach(variable -> {
            String name = variable.path("name").asText();
            if (all && variable.path("includeAll").asBoolean()) {
                variables.put(name, List.of(variable.path("allValue").asText()));
            } else if (one.containsKey(name)) {
                variables.put(name, List.of(one.get(name)));
            } else {
                variables.put(
                        name, List.of(variable.path("current").path("value").asText()));
            }
        });
        long interval = Math.max(10, range.toSeconds() / 500);
        return new GrafanaMacros(from, from.plus(range), Duration.ofSeconds(interval), variables);
    }

    private static Answer ask(TestDatabase database, Query query, GrafanaMacros macros) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute("SET TRANSACTION READ ONLY");
                statement.execute("SET LOCAL ROLE tachograph_reader");
                statement.execute("SET LOCAL statement_timeout = '30s'");
                return answer(statement, macros.expand(query.sql()));
            } finally {
                // The database in Node has one session for all: the next one must not find this transaction.
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new SQLException(query.of() + ": " + e.getMessage() + "\n" + macros.expand(query.sql()), e);
        }
    }

    private static Answer answer(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            ResultSetMetaData columns = rows.getMetaData();
            List<String> names = new ArrayList<>();
            List<Integer> types = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i));
                types.add(columns.getColumnType(i));
            }
            List<List<String>> read = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= names.size(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                read.add(row);
            }
            return new Answer(names, types, read);
        }
    }
}
