package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * That every function of the schema refuses what would get a false answer: names that there are none of, and NULL. The
 * functions are those of the catalog, so that a new one is asked, too.
 */
@ExtendWith(OnEmbeddedPostgres.class)
class SqlArgumentsTest {
    private static final String INVALID_PARAMETER_VALUE = "22023";

    /** Parts of others, which call them with arguments that they checked; and one whose NULL means "no values". */
    private static final Set<String> PARTS = Set.of(
            "bucket_of",
            "changed_windows",
            "checked_step",
            "counted_above",
            "counted_buckets",
            "counted_quantile",
            "counting",
            "dimensions",
            "finest",
            "first_second",
            "group_members",
            "histogram_quantile",
            "known_names",
            "labels",
            "last_seen",
            "merge_into",
            "merged_histograms",
            "merged_level",
            "outrun_windows",
            "partly_counted",
            "policies",
            "price_on",
            "range_conditions",
            "ratio_of",
            "ratio_of_sums",
            "reads_ten_seconds",
            "refuse_bounds",
            "refuse_null",
            "refuse_range",
            "refuse_step",
            "refuse_unknown",
            "selection_condition",
            "step_seconds",
            "summed_windows",
            "lock_task",
            "tiled_query",
            "tiles");

    /** A value of an argument that is answered, and those that are not. */
    private record Argument(String good, List<String> bad) {
        static Argument of(String good, String... bad) {
            return new Argument(good, List.of(bad));
        }
    }

    private static final Argument ANY_NAMES = Argument.of("'{a}'", "'{NULL}'", "'{a,NULL}'");

    /** By name, or by function and name where one means something else. */
    private static final Map<String, Argument> ARGUMENTS = Map.ofEntries(
            Map.entry("metric", Argument.of("'ttft'", "'tttf'", "'TTFT'", "''", "NULL")),
            Map.entry("of_metric", Argument.of("'ttft'", "'tttf'", "'lag'", "NULL")),
            Map.entry("threshold", Argument.of("0.5", "0", "-1", "'NaN'", "'infinity'", "NULL")),
            Map.entry("q", Argument.of("'{0.5}'", "'{0}'", "'{1.5}'", "'{NaN}'", "'{0.5,NULL}'", "'{}'", "NULL")),
            Map.entry("from_time", Argument.of("'2026-03-04Z'", "'2026-03-06Z'", "'-infinity'", "NULL")),
            Map.entry("to_time", Argument.of("'2026-03-05Z'", "'2026-03-03Z'", "'infinity'", "NULL")),
            Map.entry("step", Argument.of("'1 h'", "'0 s'", "'-1 s'", "'1 month'")),
            Map.entry("targets", ANY_NAMES),
            Map.entry("nodes", ANY_NAMES),
            Map.entry("gpus", ANY_NAMES),
            Map.entry("models", ANY_NAMES),
            Map.entry("clusters", ANY_NAMES),
            Map.entry("engine_versions", ANY_NAMES),
            Map.entry("tenants", ANY_NAMES),
            Map.entry("origins", Argument.of("'{load,probe}'", "'{laod}'", "'{load,Probe}'", "'{NULL}'")),
            Map.entry("prompt_bands", Argument.of("'{short}'", "'{tiny}'", "'{NULL}'")),
            Map.entry("streamed", Argument.of("true")),
            Map.entry("minutes", Argument.of("true")),
            Map.entry("group_by", Argument.of("'{model,streamed}'", "'{mdoel}'", "'{model,NULL}'")),
            Map.entry("slo", Argument.of("'fast'", "'slow'", "NULL")),
            Map.entry("objective", Argument.of("0.99", "0", "1", "'NaN'", "NULL")),
            Map.entry("windows", Argument.of("'{1 h}'", "'{0 s}'", "'{NULL}'", "'{}'", "NULL")),
            Map.entry("at", Argument.of("'2026-03-05Z'")),
            Map.entry("burn_rate.at", Argument.of("'2026-03-05Z'", "'infinity'", "NULL")),
            Map.entry("statistic", Argument.of("'p50'", "'p59'", "'P50'", "''")),
            Map.entry("look_back", Argument.of("'1 h'", "'2 h'")),
            Map.entry("fresh", Argument.of("'10 min'", "'-1 s'", "NULL")),
            Map.entry("resolution", Argument.of("'1m'", "'10'", "'1h'")),
            Map.entry("dimension", Argument.of("'model'", "'mdoel'", "NULL")),
            Map.entry("states", Argument.of("'{firing}'", "'{burning}'", "'{NULL}'")),
            Map.entry("severities", Argument.of("'{page}'", "'{pager}'", "'{NULL}'")),
            Map.entry("kinds", Argument.of("'{burn_rate}'", "'{burnrate}'", "'{NULL}'")),
            Map.entry("events.kinds", ANY_NAMES),
            Map.entry("subjects", ANY_NAMES),
            Map.entry("cluster_jobs.states", ANY_NAMES),
            Map.entry("sources", ANY_NAMES),
            Map.entry("scopes", ANY_NAMES),
            Map.entry("names", ANY_NAMES),
            Map.entry("run", Argument.of("'a'")),
            Map.entry("slos", ANY_NAMES),
            Map.entry("verdicts", Argument.of("'{worse}'", "'{bad}'", "'{NULL}'")),
            Map.entry("ranking_history.look_back", Argument.of("'1 h'", "'0 s'", "'-1 h'")),
            Map.entry("as_of", Argument.of("'2026-03-05Z'", "'infinity'", "NULL")),
            Map.entry("at_most", Argument.of("5", "0", "-1", "NULL")));

    /** What a refusal of a name lists, of which there are more. */
    private static final Map<String, String> LISTED = Map.of(
            "metric", "ttft",
            "of_metric", "error_rate",
            "origins", "probe, load, gateway, imported, traced, unknown",
            "prompt_bands", "very_long",
            "group_by", "engine_version",
            "slo", "fast",
            "statistic", "p95",
            "look_back", "01:00:00",
            "resolution", "10s, 1m");

    @Test
    void everyFunction_refusesWhatWouldGetAFalseAnswer(TestDatabase database) throws SQLException {
        database.execute("INSERT INTO tachograph.slo (name, ttft_seconds) VALUES ('fast', 0.35)");
        try (PostgresStore store = PostgresStore.open(database.config());
                var rankings = store.rankingWriter()) {
            rankings.write(
                    List.of(RankingOf.metric("ttft").entry(1, "a", 1, 1, 100).row()));
        }
        int refused = 0;
        for (Map.Entry<String, List<String>> function : functions(database).entrySet()) {
            assertThatCode(() -> database.query(call(function, "", "")))
                    .as(function.getKey())
                    .doesNotThrowAnyException();
            for (String name : function.getValue()) {
                for (String bad : argument(function.getKey(), name).bad()) {
                    assertRefused(database, name, call(function, name, bad));
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(150);
    }

    private static void assertRefused(TestDatabase database, String name, String call) {
        assertThatThrownBy(() -> database.query(call))
                .as(call)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isEqualTo(INVALID_PARAMETER_VALUE))
                .hasMessageContaining(LISTED.getOrDefault(name, ""));
    }

    /** Names of the arguments of each function that is no part of another. */
    private static Map<String, List<String>> functions(TestDatabase database) throws SQLException {
        Map<String, List<String>> functions = new LinkedHashMap<>();
        for (String row :
                database.query("SELECT p.proname, array_to_string(p.proargnames[1:p.pronargs], ',') FROM pg_proc p"
                        + " WHERE p.pronamespace = 'tachograph'::regnamespace AND p.pronargs > 0 ORDER BY 1")) {
            String[] columns = row.split("\\|", 2);
            if (!PARTS.contains(columns[0])) {
                functions.put(columns[0], new ArrayList<>(List.of(columns[1].split(","))));
            }
        }
        return functions;
    }

    private static String call(Map.Entry<String, List<String>> function, String name, String value) {
        return function.getValue().stream()
                .map(each -> each + " => "
                        + (each.equals(name)
                                ? value
                                : argument(function.getKey(), each).good()))
                .collect(Collectors.joining(", ", "SELECT * FROM tachograph." + function.getKey() + "(", ")"));
    }

    private static Argument argument(String function, String name) {
        Argument argument = ARGUMENTS.getOrDefault(function + "." + name, ARGUMENTS.get(name));
        return Objects.requireNonNull(
                argument, () -> "what does " + function + " refuse as " + name + "? The test has no values for it");
    }

    /** Whatever the session's zone is, a day is one of UTC and 24 hours long, also where clocks change. */
    @Test
    void everyFunctionThatReckonsWithTime_doesSoInUtc(TestDatabase database) throws SQLException {
        assertThat(database.query("SELECT p.oid::regprocedure FROM pg_proc p"
                        + " WHERE p.pronamespace = 'tachograph'::regnamespace AND p.provolatile <> 'i'"
                        + " AND coalesce(NOT 'TimeZone=UTC' = ANY (p.proconfig), true)"))
                .isEmpty();
    }

    /** Clocks in Berlin went forward on 29 March 2026, so that this day had 23 hours there. */
    @Test
    void dayBackFromMidnightWhereClocksChange_is24Hours(TestDatabase database) throws SQLException {
        database.execute("INSERT INTO tachograph.slo (name, ttft_seconds) VALUES ('fast', 0.35)");
        database.execute("INSERT INTO tachograph.series OVERRIDING SYSTEM VALUE"
                + " VALUES (1, 'a', 'here', 'vllm', 'm', '', '', 'probe', 'short', true)");
        database.execute("UPDATE tachograph.retention SET keep = NULL");
        database.execute("UPDATE tachograph.retention SET since = NULL");
        database.execute(
                "INSERT INTO tachograph.request_window_1h (series_id, window_start, epoch, revision, complete, requests,"
                        + " ok, slos) SELECT 1, h, 0, 1, true, 1, 1, ARRAY[ROW(id, 1, 1, 1, NULL, NULL)::tachograph.slo_count]"
                        + " FROM tachograph.slo, generate_series(timestamptz '2026-03-28Z', '2026-03-31Z', '1 h') AS h");
        database.execute(
                "INSERT INTO tachograph.window_change SELECT '1h', window_start FROM tachograph.request_window_1h");
        String question = "SELECT eligible FROM tachograph.burn_rate('fast', 0.9, '{1 d}', '2026-03-29 22:00Z')";
        database.execute("CREATE FUNCTION public.asked_from_berlin() RETURNS SETOF bigint LANGUAGE sql"
                + " SET timezone = 'Europe/Berlin' AS $$ " + question + " $$");

        assertThat(database.query("SELECT public.asked_from_berlin()"))
                .isEqualTo(database.query(question))
                .containsExactly("24");
    }
}
