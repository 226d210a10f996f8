package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.RequestWindowRow;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the functions say of cost, held against each raw request at the price that holds for it. */
@ExtendWith(OnEmbeddedPostgres.class)
class CostTest {
    private static final int QUESTIONS = 20;

    /** Prices of model, target, tenant and some days of the traffic's three; model c has none. */
    private static final List<String> PRICES = List.of(
            "'model a', '', '', '1970-01-01', NULL, 'USD', 0.5, 0.05, 1.5",
            "'model a', '', '', '2026-03-05', NULL, 'USD', 0.4, NULL, 1.25",
            "'model a', 'east-vllm-model a', '', '2026-03-04', '2026-03-06', 'USD', 0.3, 0.1, 1",
            "'model a', '', 'tenant 4', '2026-03-05', '2026-03-06', 'EUR', 0.2, 0, 0.75",
            "'model b', 'east-vllm-model b', '', '1970-01-01', '2026-03-06', 'USD', 10, 1, 30",
            "'model b', 'east-vllm-model b', 'tenant 4', '2026-03-06', NULL, 'USD', 0, 0, 0");

    /** Another way to the price of a request than price_on's: each that may be meant gets a number, the largest is meant. */
    private static final String PRICED = """
            SELECT r.*, p.currency, p.input_per_million AS input,
                   coalesce(p.cached_input_per_million, p.input_per_million) AS cached, p.output_per_million AS output
            FROM public.raw_request r
            LEFT JOIN LATERAL (
                SELECT p.*, rank() OVER (ORDER BY 1e9 * (p.tenant <> '')::int + 1e8 * (p.target <> '')::int
                    + (p.valid_from - date '1970-01-01') DESC) AS place
                FROM tachograph.model_price p
                WHERE p.model = r.model AND p.target IN ('', r.target) AND p.tenant IN ('', r.tenant)
                  AND (r.sent AT TIME ZONE 'UTC')::date >= p.valid_from
                  AND ((r.sent AT TIME ZONE 'UTC')::date < p.valid_until OR p.valid_until IS NULL)
            ) p ON p.place = 1
            """;

    private final Random random = new Random(7);
    private final TestDatabase database;

    CostTest(TestDatabase database) throws SQLException {
        this.database = database;
        database.execute("UPDATE tachograph.retention SET keep = NULL");
        database.execute("UPDATE tachograph.retention SET since = NULL");
        RawTraffic traffic = RawTraffic.drawn(5, 3_000);
        traffic.writeRaw(database);
        try (PostgresStore store = PostgresStore.open(database.config());
                StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
            traffic.writeWindows(writer, 1);
        }
    }

    private void setPrices(List<String> prices) throws SQLException {
        database.execute("INSERT INTO tachograph.model_price VALUES (" + String.join("), (", prices) + ")");
    }

    @Test
    void cost_isThatOfTheRawRequests() throws SQLException {
        setPrices(PRICES);
        assertCosts();
        database.query("SELECT * FROM tachograph.merge_windows('2026-03-08', 100000)");
        assertCosts();
    }

    /** Without prices by target or tenant only models are parted, of which there are merged windows. */
    @Test
    void costByModelAlone_isThatOfTheRawRequests() throws SQLException {
        setPrices(PRICES.subList(0, 2));
        database.query("SELECT * FROM tachograph.merge_windows('2026-03-08', 100000)");
        assertCosts();
    }

    private void assertCosts() throws SQLException {
        int compared = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            Question question = Question.drawn(random);
            List<String> truth = database.query(
                    """
                    SELECT %s, %s, coalesce(currency, ''), count(*), sum(input_tokens), sum(cached_input_tokens),
                           sum(output_tokens), round(sum((input_tokens - cached_input_tokens) * input) / 1e6, 9),
                           round(sum(cached_input_tokens * cached) / 1e6, 9), round(sum(output_tokens * output) / 1e6, 9),
                           round(sum((input_tokens - cached_input_tokens) * input + cached_input_tokens * cached
                               + output_tokens * output) / 1e6, 9)
                    FROM (%s) priced WHERE %s GROUP BY 1, 2, 3
                    """.formatted(question.rawTime(), question.rawName(), PRICED, question.rawCondition()));
            assertThat(database.query("""
                            SELECT time, name, currency, requests, input_tokens, cached_input_tokens, output_tokens,
                                   round(input_cost::numeric, 9), round(cached_input_cost::numeric, 9),
                                   round(output_cost::numeric, 9), round(cost::numeric, 9)
                            FROM tachograph.cost(%s)
                            """.formatted(question.arguments())))
                    .as("%s", question)
                    .containsExactlyInAnyOrderElementsOf(truth);
            compared += truth.size();
        }
        assertThat(compared).isPositive();
    }

    @Test
    void requestsWithoutAPrice_areInRowsOfTheirOwn_withNoCost() throws SQLException {
        setPrices(PRICES);
        String range = "'" + RawTraffic.START + "', '" + RawTraffic.START.plusSeconds(RawTraffic.SECONDS) + "'";

        assertThat(database.query("SELECT name, currency, cost FROM tachograph.cost(" + range
                        + ", models => '{model c}', group_by => '{model}')"))
                .containsExactly("model c||null");
        assertThat(database.query("SELECT sum(requests), sum(output_tokens) FROM tachograph.cost(" + range + ")"))
                .isEqualTo(database.query("SELECT requests, output_tokens FROM tachograph.throughput(" + range + ")"));
        assertThat(database.query("SELECT DISTINCT currency FROM tachograph.cost(" + range + ") ORDER BY 1"))
                .containsExactly("", "EUR", "USD");
    }

    @Test
    void costOfUsage_isByThePriceOfTheDay_besideWhatTheSourceSays() throws SQLException {
        setPrices(PRICES);
        database.execute("""
                INSERT INTO tachograph.usage (source, scope, name, model, tenant, window_start, window_end, asserted_at, calls,
                    input_tokens, cached_input_tokens, output_tokens, cost_usd, agent) VALUES
                ('litellm', 'model', '', 'model a', '', '2026-03-04', '2026-03-05', now(), 3, 1000000, 400000, 2000000, 3.5, ''),
                ('litellm', 'model', '', 'model a', 'tenant 4', '2026-03-05', '2026-03-06', now(), 3, 1000000, NULL, 0, NULL, ''),
                ('litellm', 'model', '', 'model a', '', '2026-03-06', '2026-03-07', now(), 3, NULL, NULL, 2000000, NULL, ''),
                ('litellm', 'model', '', 'model c', '', '2026-03-06', '2026-03-07', now(), 3, 1000000, 0, 2000000, 1, ''),
                ('langfuse', 'trace', 'chat', 'model a', '', '2026-03-04', '2026-03-05', now(), 3, 1000000, 0, 0, NULL, '')
                """);
        assertThat(database.query(
                        "SELECT window_start::date, model, tenant, currency, round(cost::numeric, 6), told_cost_usd"
                                + " FROM tachograph.usage_cost('2026-03-04', '2026-03-07') ORDER BY 1, 2, 3"))
                .containsExactly(
                        // 0.6 M at 0.5, 0.4 M at 0.05, 2 M at 1.5
                        "2026-03-04|model a||USD|3.320000|3.5",
                        "2026-03-05|model a|tenant 4|EUR|0.200000|null",
                        "2026-03-06|model a||USD|null|null",
                        "2026-03-06|model c|||null|1");
    }
}
