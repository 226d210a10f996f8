package io.tachograph.store.postgres;

import static io.tachograph.store.postgres.AlertOf.firing;
import static io.tachograph.store.postgres.AlertOf.inactive;
import static io.tachograph.store.postgres.AlertOf.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.AlertRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class PostgresAlertWriterTest {
    private final TestDatabase database;
    private final PostgresStore store;
    private final StoreWriter<AlertRow> writer;

    PostgresAlertWriterTest(TestDatabase database) {
        this.database = database;
        this.store = PostgresStore.open(database.config());
        this.writer = store.alertWriter();
    }

    @AfterEach
    void close() {
        writer.close();
        store.close();
    }

    private List<String> stored() throws SQLException {
        return database.query("SELECT alert_key, state, to_char(since AT TIME ZONE 'UTC', 'HH24:MI'),"
                + " to_char(resolved_at AT TIME ZONE 'UTC', 'HH24:MI') FROM tachograph.alert ORDER BY 1, 3");
    }

    @Test
    void firing_isStoredWhole() throws SQLException {
        writer.write(List.of(firing("k", 1, 2)));

        assertThat(database.query("SELECT alert_key, since AT TIME ZONE 'UTC', kind, severity, target, cluster,"
                        + " framework, model, slo, state, resolved_at, evaluated_at AT TIME ZONE 'UTC', value,"
                        + " short_value, threshold, unit, window_seconds, short_window_seconds, events,"
                        + " enough_evidence, summary FROM tachograph.alert"))
                .containsExactly("k|2026-03-04 12:01:00|burn_rate|page|eu-vllm-atlas|eu|vllm|atlas|chat|firing|null"
                        + "|2026-03-04 12:02:00|20.5|30.25|14.4|burn rate|3600|300|120|t"
                        + "|eu-vllm-atlas burns its budget");
    }

    @Test
    void inactiveAlert_hasNoRow() throws SQLException {
        writer.write(List.of(inactive("k", 1)));

        assertThat(stored()).isEmpty();
    }

    @Test
    void eachFiring_isARowOfItsOwn() throws SQLException {
        writer.write(List.of(firing("k", 1, 1)));
        writer.write(List.of(resolved("k", 1, 4, 4)));
        writer.write(List.of(firing("k", 9, 9)));

        assertThat(stored()).containsExactly("k|resolved|12:01|12:04", "k|firing|12:09|null");
    }

    @Test
    void streamThatGoesBackAndRepeatsItself_leavesTheSame() throws SQLException {
        List<AlertRow> history = List.of(
                inactive("k", 0),
                firing("k", 1, 1),
                firing("k", 1, 3),
                resolved("k", 1, 5, 5),
                resolved("k", 1, 5, 8),
                firing("k", 9, 9),
                firing("k", 9, 11));
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            database.execute("TRUNCATE tachograph.alert");
            int next = 0;
            while (next < history.size()) {
                int end = next + 1 + random.nextInt(history.size() - next);
                writer.write(history.subList(next, end));
                next = random.nextInt(3) == 0 ? random.nextInt(end) : end;
            }

            assertThat(stored()).containsExactly("k|resolved|12:01|12:05", "k|firing|12:09|null");
        }
    }

    @Test
    void streamThatForgotAFiring_endsItByWhatItSaysNext() throws SQLException {
        writer.write(List.of(firing("a", 1, 2), firing("b", 1, 2), firing("c", 1, 30)));

        writer.write(List.of(inactive("a", 10), firing("b", 12, 12), inactive("c", 10)));

        assertThat(stored())
                .containsExactly(
                        "a|resolved|12:01|12:10",
                        "b|resolved|12:01|12:12",
                        "b|firing|12:12|null",
                        "c|firing|12:01|null");
    }

    @Test
    void boards_seeFiringsAndEventsAsAnnotations() throws SQLException {
        writer.write(List.of(resolved("k", 1, 4, 4)));
        database.execute("INSERT INTO tachograph.event (kind, subject, started_at, text, tags)"
                + " VALUES ('deploy', 'eu-vllm-atlas', '2026-03-04 11:00Z', 'vLLM 0.9.2', '{eu,vllm}')");

        assertThat(database.query("SELECT text, tags, timeend IS NULL FROM tachograph.annotation ORDER BY \"time\""))
                .containsExactly(
                        "vLLM 0.9.2|deploy,eu,vllm|t", "eu-vllm-atlas burns its budget|alert,burn_rate,page|f");
    }

    @Test
    void statementsOfTheDocs_run() throws Exception {
        writer.write(List.of(firing("k", 1, 2)));
        String page = Files.readString(Path.of("..", "docs", "slo.md"));
        int from = page.indexOf("```sql") + 6;
        List<String> statements = Stream.of(
                        page.substring(from, page.indexOf("```", from)).split(";", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();

        assertThat(statements).hasSize(3);
        for (String statement : statements) {
            database.execute(statement);
        }
        assertThat(database.query(statements.get(1)))
                .containsExactly("2026-03-04 12:01:00+00|eu-vllm-atlas|eu-vllm-atlas burns its budget");
    }

    @Test
    void databaseAway_isAnExceptionUntilItIsBack() throws SQLException {
        writer.write(List.of(firing("a", 1, 1)));
        database.goAway();
        assertThatThrownBy(() -> writer.write(List.of(firing("b", 1, 1)))).isInstanceOf(SQLException.class);
        database.comeBack();

        writer.write(List.of(firing("b", 1, 1)));

        assertThat(stored()).containsExactly("a|firing|12:01|null", "b|firing|12:01|null");
    }
}
