package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.RequestWindowRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What the SQL functions answer, held against the raw requests behind the windows: {@code percentile_disc} and counts,
 * over random ranges, steps, selections and groups.
 */
@TestInstance(
        TestInstance.Lifecycle.PER_CLASS) // The traffic is written once; whatever is there, raw requests say it too.
abstract class SqlFunctionsContract {
    private static final int QUESTIONS = 20;

    private final Random random = new Random(11);

    @SuppressWarnings("NullAway.Init") // Before the first test.
    private StoreWriter<RequestWindowRow> writer;

    @SuppressWarnings("NullAway.Init")
    private RawTraffic traffic;

    private boolean written;

    abstract TestDatabase database();

    abstract StoreWriter<RequestWindowRow> openWriter();

    /** Once: before all tests, but when the database is known. */
    @BeforeEach
    void writeTraffic() throws SQLException {
        if (written) {
            return;
        }
        written = true;
        // The traffic has a fixed date, which is older than what is kept; nothing was deleted yet.
        database().execute("UPDATE tachograph.retention SET keep = NULL");
        database().execute("UPDATE tachograph.retention SET since = NULL");
        writer = openWriter();
        traffic = RawTraffic.drawn(5, 3_000);
        traffic.writeRaw(database());
        traffic.writeWindows(writer, 1);
        traffic.writeSloCounts(database());
    }

    @AfterAll
    void closeWriter() {
        if (written) {
            writer.close();
        }
    }

    @Test
    void quantiles_areThoseOfTheRawValues() throws SQLException {
        assertQuantiles();
    }

    @Test
    void mergedHistograms_areReadAndChangeNoAnswer() throws SQLException {
        merge();
        assertQuantiles();

        // Only they are read where nothing changed or grows: without values, they leave nothing of whole days.
        for (String resolution : List.of("1m", "1h", "1d")) {
            database().execute("UPDATE tachograph.merged_window_" + resolution + " SET ttft_n = NULL");
        }
        String whole = "SELECT * FROM tachograph.quantiles('ttft', '{0.5}', '%s', '%s')"
                .formatted(RawTraffic.START, RawTraffic.OPEN);
        assertThat(database().query(whole)).isEmpty();
        for (String resolution : List.of("1m", "1h", "1d")) {
            database()
                    .execute("INSERT INTO tachograph.window_change SELECT DISTINCT '" + resolution
                            + "', window_start FROM tachograph.request_window_" + resolution);
        }
        assertThat(database().query(whole)).hasSize(1);
    }

    @Test
    void windowsThatChangedAfterTheyWereMerged_areReadAsTheyAre() throws SQLException {
        // Given
        merge();

        // When
        traffic = traffic.withMore(6);
        traffic.writeRaw(database());
        traffic.writeWindows(writer, 2);
        traffic.writeSloCounts(database());

        // Then before and after they are merged again
        assertQuantiles();
        assertThroughput();
        assertSloAttainment();
        assertBurnRates();
        assertAttainmentOfConfiguredThresholds();
        merge();
        assertQuantiles();
    }

    @Test
    void throughput_isThatOfTheRawRequests() throws SQLException {
        assertThroughput();
        merge();
        assertThroughput();
    }

    private void assertThroughput() throws SQLException {
        int compared = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            Question question = Question.drawn(random);
            compared += assertSame(question, """
                    SELECT time, name, requests, ok, failed, cancelled, output_tokens, round(error_rate::numeric, 9),
                           round(request_throughput * seconds), round(output_throughput * seconds), kernel_stamped
                    FROM tachograph.throughput(%s)
                    """.formatted(question.arguments()), """
                    SELECT %s, %s, count(*), count(*) FILTER (WHERE outcome = 'ok'),
                           count(*) FILTER (WHERE outcome NOT IN ('ok', 'cancelled')),
                           count(*) FILTER (WHERE outcome = 'cancelled'), sum(output_tokens),
                           round(count(*) FILTER (WHERE outcome NOT IN ('ok', 'cancelled'))
                               / nullif(count(*) FILTER (WHERE outcome <> 'cancelled'), 0)::numeric, 9),
                           count(*) FILTER (WHERE outcome = 'ok'), sum(output_tokens),
                           count(*) FILTER (WHERE kernel_stamped)
                    FROM public.raw_request WHERE %s GROUP BY 1, 2
                    """.formatted(
                            question.rawTime(), question.rawName(), question.rawCondition()));
        }
        assertThat(compared).isPositive();
    }

    @Test
    void attainmentOfAnyThreshold_isWithinOneBucket() throws SQLException {
        int inexact = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            Question question = Question.drawn(random);
            double threshold = Math.exp(random.nextDouble() * 4 - 3);
            assertAttainment(question, "ttft", threshold);
            assertAttainment(question, "tpot", threshold / 10);
            assertGapAttainment(question, threshold / 10);
            inexact += database()
                    .query("SELECT 1 FROM tachograph.attainment('ttft', %s, %s) WHERE NOT exact"
                            .formatted(threshold, question.arguments()))
                    .size();
        }
        assertThat(inexact).isPositive();
    }

    @Test
    void attainmentOfAConfiguredThreshold_isExactWhereItWasCounted() throws SQLException {
        merge();
        assertAttainmentOfConfiguredThresholds();
    }

    private void assertAttainmentOfConfiguredThresholds() throws SQLException {
        int counted = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            Question question = Question.drawn(random);
            assertAttainment(question, "ttft", RawTraffic.TTFT_SLO);
            assertAttainment(question, "e2e", RawTraffic.E2E_SLO);
            assertAttainment(question, "tpot", RawTraffic.TPOT_SLO);
            Question judged = question.ofModels(List.of("model a", "model b"));
            assertAttainment(judged, "ttft", RawTraffic.TTFT_SLO);
            List<String> exact = database()
                    .query("SELECT DISTINCT exact FROM tachograph.attainment('ttft', %s, %s)"
                            .formatted(RawTraffic.TTFT_SLO, judged.arguments()));
            assertThat(exact).doesNotContain("f");
            counted += exact.size();
        }
        assertThat(counted).isPositive();
    }

    /** One rule at every threshold: what an SLO counted is between what is met just below it and just above. */
    @Test
    void attainmentOfTpot_doesNotDependOnWhetherAnSloHasTheThreshold() throws SQLException {
        merge();
        String met = "SELECT met / eligible FROM tachograph.attainment('tpot', %s, '" + RawTraffic.START + "', '"
                + RawTraffic.START.plusSeconds(RawTraffic.SECONDS) + "', streamed => true)";
        double below = Double.parseDouble(
                database().query(met.formatted(RawTraffic.TPOT_SLO * 0.998)).get(0));
        double at = Double.parseDouble(
                database().query(met.formatted(RawTraffic.TPOT_SLO)).get(0));
        double above = Double.parseDouble(
                database().query(met.formatted(RawTraffic.TPOT_SLO * 1.002)).get(0));

        assertThat(at).isBetween(below, above);
        assertThat(above - below).isLessThan(0.02);
    }

    @Test
    void widerRange_neverHasFewerRequests() throws SQLException {
        for (boolean merged : new boolean[] {false, true}) {
            if (merged) {
                merge();
            }
            for (int i = 0; i < QUESTIONS; i++) {
                Instant from = RawTraffic.START.plusSeconds(random.nextInt(RawTraffic.SECONDS / 10) * 10L);
                long before = -1;
                for (long seconds : new long[] {10, 60, 70, 3_600, 7_200, 86_400, 100_000, 200_000}) {
                    long requests = Long.parseLong(database()
                            .query("SELECT coalesce(sum(requests), 0) FROM tachograph.throughput('%s', '%s')"
                                    .formatted(from, from.plusSeconds(seconds)))
                            .get(0));
                    assertThat(requests).as("%s + %s s", from, seconds).isGreaterThanOrEqualTo(before);
                    before = requests;
                }
            }
        }
    }

    @Test
    void attainmentAtTheEdgeOfABucket_isExact() throws SQLException {
        for (double threshold : new double[] {0.25, 0.5, 1, 2}) {
            Question question = Question.drawn(random);
            assertThat(database()
                            .query("SELECT DISTINCT exact FROM tachograph.attainment('ttft', %s, %s)"
                                    .formatted(threshold, question.arguments())))
                    .doesNotContain("f");
            assertAttainment(question, "ttft", threshold);
        }
    }

    @Test
    void sloAttainment_isThatOfTheRawRequests() throws SQLException {
        assertSloAttainment();
        merge();
        assertSloAttainment();
    }

    private void assertSloAttainment() throws SQLException {
        int compared = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            Question question = Question.drawn(random);
            compared += assertSame(
                    question,
                    "SELECT time, name, eligible, met, round(attainment::numeric, 9)"
                            + " FROM tachograph.slo_attainment('interactive', %s)".formatted(question.arguments()),
                    "SELECT %s, %s, %s, %s, round(%s / nullif(%s, 0)::numeric, 9)"
                                    .formatted(question.rawTime(), question.rawName(), ELIGIBLE, MET, MET, ELIGIBLE)
                            + " FROM public.raw_request WHERE model <> 'model c' AND %s GROUP BY 1, 2"
                                    .formatted(question.rawCondition()));
        }
        assertThat(compared).isPositive();
    }

    @Test
    void burnRate_isTheShareOfMissesOverTheShareAllowed() throws SQLException {
        assertBurnRates();
        merge();
        assertBurnRates();
    }

    private void assertBurnRates() throws SQLException {
        int compared = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            Question question = Question.drawn(random);
            for (int hours : new int[] {1, 30}) {
                compared += assertSame(
                        question,
                        "SELECT name, eligible, round(burn_rate::numeric, 6) FROM tachograph.burn_rate('interactive', 0.95,"
                                + " ARRAY['%s h']::interval[], at => '%s'%s)"
                                        .formatted(hours, question.to(), question.selectionArguments()),
                        "SELECT %s, %s, round((1 - %s / nullif(%s, 0)::numeric) / 0.05, 6)"
                                        .formatted(question.rawName(), ELIGIBLE, MET, ELIGIBLE)
                                + " FROM public.raw_request WHERE model <> 'model c' AND %s GROUP BY 1"
                                        .formatted(new Question(
                                                        question.to().minusSeconds(hours * 3_600L),
                                                        question.to(),
                                                        null,
                                                        question.filters(),
                                                        question.groupBy())
                                                .rawCondition()));
            }
        }
        assertThat(compared).isPositive();
    }

    /** 'IST' of India was written and, up to PostgreSQL 17, read as that of Israel. */
    @Test
    void callerWithAStyleOfDatesOfHisOwn_isAnsweredTheSame() throws SQLException {
        merge();
        for (String selection : List.of("step => '216 min'", "targets => '{east-vllm-model a}'", "step => '10 min'")) {
            String question = "SELECT extract(epoch FROM time), n FROM tachograph.quantiles('ttft', '{0.5}',"
                    + " '2026-03-04T10:00:00Z', '2026-03-05T20:30:00Z', " + selection + ")";
            database().execute("""
                    CREATE OR REPLACE FUNCTION public.asked_from_india() RETURNS TABLE (at numeric, n bigint)
                    LANGUAGE sql SET datestyle = 'SQL, DMY' SET timezone = 'Asia/Kolkata' AS $$ %s $$
                    """.formatted(question));
            assertThat(database().query("SELECT * FROM public.asked_from_india()"))
                    .isNotEmpty()
                    .isEqualTo(database().query(question));
        }
    }

    @Test
    void openWindows_areSaidToBeOpen() throws SQLException {
        merge();
        assertThat(database()
                        .query(("SELECT time AT TIME ZONE 'UTC', complete"
                                        + " FROM tachograph.quantiles('ttft', '{0.5}', '%s', '%s', '1 day')")
                                .formatted(RawTraffic.START, RawTraffic.START.plusSeconds(RawTraffic.SECONDS))))
                .containsExactly("2026-03-04 00:00:00|t", "2026-03-05 00:00:00|t", "2026-03-06 00:00:00|f");
    }

    private static final String ELIGIBLE = "count(*) FILTER (WHERE outcome <> 'cancelled')";
    private static final String MET = "count(*) FILTER (WHERE outcome = 'ok' AND ttft <= %s AND e2e <= %s)"
            .formatted(RawTraffic.TTFT_SLO, RawTraffic.E2E_SLO);

    private void merge() throws SQLException {
        database().query("SELECT * FROM tachograph.merge_windows(at_most => 100000)");
        assertThat(database().query("SELECT count(*) FROM tachograph.window_change"))
                .containsExactly("0");
    }

    private void assertQuantiles() throws SQLException {
        int compared = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            Question question = Question.drawn(random);
            String metric = List.of("ttft", "tpot", "e2e").get(random.nextInt(3));
            String answers = "SELECT time, name, quantile, value, n, mean, min, max FROM tachograph.quantiles('"
                    + metric + "', '{0.01,0.5,0.9,0.99,1}', " + question.arguments() + ")";
            String truths = """
                    SELECT %1$s AS time, %2$s AS name, quantile, percentile_disc(quantile) WITHIN GROUP (ORDER BY %3$s) AS exact,
                           count(%3$s) AS raw_n, avg(%3$s) AS raw_mean, min(%3$s) AS raw_min, max(%3$s) AS raw_max
                    FROM public.raw_request CROSS JOIN unnest('{0.01,0.5,0.9,0.99,1}'::double precision[]) AS q (quantile)
                    WHERE %3$s IS NOT NULL AND %4$s
                    GROUP BY 1, 2, 3
                    """.formatted(question.rawTime(), question.rawName(), metric, question.rawCondition());
            assertThat(database()
                            .query("WITH answer AS (" + answers + "), truth AS (" + truths
                                    + ") SELECT * FROM answer FULL JOIN truth USING (time, name, quantile)"
                                    + " WHERE (abs(value - exact) <= exact * (power(2, 1 / 64.0) - 1 + 1e-12)"
                                    + " AND n = raw_n AND min = raw_min AND max = raw_max"
                                    + " AND abs(mean - raw_mean) <= 1e-9 * raw_mean) IS NOT TRUE"))
                    .as("%s of %s", metric, question)
                    .isEmpty();
            compared += database().query(truths).size();
        }
        assertThat(compared).isPositive();
    }

    /** Low and high enclose the raw share, exact is exact, and the estimate lies between. */
    private void assertAttainment(Question question, String metric, double threshold) throws SQLException {
        String met = "count(*) FILTER (WHERE outcome = 'ok' AND (%s <= %s%s))"
                .formatted(metric, threshold, metric.equals("tpot") ? " OR one_piece" : "");
        // Its neighbours at both edges of the bucket of the threshold: a bound that no other code computes.
        double index = Math.ceil(Math.log(threshold) / Math.log(2) * 32 - 1e-9) - 1;
        String inBucket = "count(*) FILTER (WHERE outcome = 'ok' AND %1$s > %2$s AND %1$s <= %3$s)"
                .formatted(metric, Math.pow(2, index / 32), Math.pow(2, (index + 1) / 32));
        assertShares(question, metric, threshold, "public.raw_request", ELIGIBLE, met, inBucket);
    }

    /** Of gaps there are many in a request, and all of them are eligible. */
    private void assertGapAttainment(Question question, double threshold) throws SQLException {
        double index = Math.ceil(Math.log(threshold) / Math.log(2) * 32 - 1e-9) - 1;
        assertShares(
                question,
                "icl",
                threshold,
                "public.raw_request CROSS JOIN unnest(gaps) AS g (gap)",
                "count(gap)",
                "count(gap) FILTER (WHERE gap <= %s)".formatted(threshold),
                "count(gap) FILTER (WHERE gap > %s AND gap <= %s)"
                        .formatted(Math.pow(2, index / 32), Math.pow(2, (index + 1) / 32)));
    }

    private void assertShares(
            Question question,
            String metric,
            double threshold,
            String rows,
            String eligible,
            String met,
            String inBucket)
            throws SQLException {
        assertThat(database().query("""
                        WITH answer AS (SELECT * FROM tachograph.attainment('%s', %s, %s)), truth AS (
                            SELECT %s AS time, %s AS name, %s AS raw_eligible, %s AS raw_met, %s AS in_bucket
                            FROM %s WHERE %s GROUP BY 1, 2)
                        SELECT * FROM answer FULL JOIN truth USING (time, name)
                        WHERE (eligible = raw_eligible
                            AND (eligible = 0 AND attainment IS NULL OR eligible > 0
                                AND attainment_low * eligible <= raw_met + 1e-6
                                AND attainment_high * eligible >= raw_met - 1e-6
                                AND attainment BETWEEN attainment_low AND attainment_high
                                AND (attainment_high - attainment_low) * eligible <= in_bucket + 1e-6
                                AND (NOT exact OR abs(met - raw_met) < 1e-6))) IS NOT TRUE
                        """.formatted(
                                metric,
                                threshold,
                                question.arguments(),
                                question.rawTime(),
                                question.rawName(),
                                eligible,
                                met,
                                inBucket,
                                rows,
                                question.rawCondition())))
                .as("%s <= %s of %s", metric, threshold, question)
                .isEmpty();
    }

    private int assertSame(Question question, String answers, String truths) throws SQLException {
        List<String> expected = database().query(truths);
        assertThat(database().query(answers)).as("%s", question).containsExactlyInAnyOrderElementsOf(expected);
        return expected.size();
    }
}
