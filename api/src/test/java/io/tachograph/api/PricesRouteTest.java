package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prices that are set and removed over HTTP, on a real database. */
class PricesRouteTest {
    private static final String PRICES = "/api/v1/prices";

    private static StoredFleet fleet;
    private static Contract contract;

    @BeforeAll
    static void start() throws IOException, SQLException {
        fleet = new StoredFleet();
        contract = new Contract(fleet.client.get("/openapi.json").body());
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void priceThatIsSet_isListed_givesWayToTheNext_andIsRemoved() throws SQLException {
        assertThat(set("{\"model\": \"priced\", \"input\": 0.15, \"output\": 0.6}"))
                .isEqualTo(204);
        assertThat(set("{\"model\": \"priced\", \"target\": \"t\", \"tenant\": \"acme\", \"from\": \"2026-11-01\","
                        + " \"until\": \"2026-12-01\", \"currency\": \"EUR\", \"input\": 0.1, \"cached_input\": 0.01,"
                        + " \"output\": 123456789012345678.123456789012}"))
                .isEqualTo(204);
        assertThat(set("{\"model\": \"priced\", \"input\": 0.16, \"output\": 0.6}"))
                .isEqualTo(204);

        assertThat(stored())
                .containsExactly(
                        List.of("", "", "1970-01-01", "-", "USD", "0.16", "-", "0.6"),
                        List.of(
                                "t",
                                "acme",
                                "2026-11-01",
                                "2026-12-01",
                                "EUR",
                                "0.1",
                                "0.01",
                                "123456789012345678.123456789012"));
        assertThat(fleet.client
                        .get(PRICES + "?model=priced", "X-API-Key", StoredFleet.KEY)
                        .body())
                .contains("\"priced\"");

        assertThat(remove("?model=priced&target=t&tenant=acme&from=2026-11-02")).isEqualTo(404);
        assertThat(remove("?model=priced&target=t&tenant=acme&from=2026-11-01")).isEqualTo(204);
        assertThat(remove("?model=priced")).isEqualTo(204);
        assertThat(remove("?model=priced")).isEqualTo(404);
        assertThat(stored()).isEmpty();
        assertThat(fleet.client
                        .get("/api/v1/audit?from=now-1h", "X-API-Key", StoredFleet.KEY)
                        .body())
                .contains("\"price.set\"", "\"price.remove\"", "\"priced\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"model\": \"m\", \"input\": 1}",
                "{\"model\": \" \", \"input\": 1, \"output\": 1}",
                "{\"model\": \"m\\u0000\", \"input\": 1, \"output\": 1}",
                "{\"model\": \"m\", \"input\": -1, \"output\": 1}",
                "{\"model\": \"m\", \"input\": \"1\", \"output\": 1}",
                "{\"model\": \"m\", \"input\": 1e400, \"output\": 1}",
                "{\"model\": \"m\", \"input\": 1e-400, \"output\": 1}",
                "{\"model\": \"m\", \"input\": 1, \"output\": 1, \"currency\": \"usd\"}",
                "{\"model\": \"m\", \"input\": 1, \"output\": 1, \"from\": \"2026-02-30\"}",
                "{\"model\": \"m\", \"input\": 1, \"output\": 1, \"from\": \"+999999999-01-01\"}",
                "{\"model\": \"m\", \"input\": 1, \"output\": 1, \"from\": \"2026-02-02\", \"until\": \"2026-02-01\"}",
                "{\"model\": \"m\", \"input\": 1, \"output\": 1, \"price\": 1}"
            })
    void whatIsNoPrice_isRefusedInOneSentence(String body) {
        HttpResponse<String> answer = post(body, StoredFleet.KEY);
        contract.check("POST " + PRICES, answer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?model=%00", "?model=m&from=then", "?model=m&model=n", "?model=m&until=2026-01-01"})
    void whatNamesNoPrice_isRefused(String query) {
        assertThat(remove(query)).isEqualTo(400);
    }

    @Test
    void nobodyElse_setsPrices() {
        assertThat(post("{\"model\": \"m\", \"input\": 1, \"output\": 1}", "no-such-key")
                        .statusCode())
                .isEqualTo(401);
        for (String rights : List.of("\"scopes\": [\"read\"]", "\"scopes\": [\"write\"], \"tenant\": \"acme\"")) {
            String made = fleet.client
                    .call("POST", "/api/v1/keys", "{\"name\": \"board\", " + rights + "}", "X-API-Key", StoredFleet.KEY)
                    .body();
            HttpResponse<String> refused = post(
                    "{\"model\": \"m\", \"input\": 1, \"output\": 1}",
                    contract.parse(made).get("key").textValue());
            contract.check("POST " + PRICES, refused);
            assertThat(refused.statusCode()).isEqualTo(403);
        }
    }

    private static int set(String body) {
        HttpResponse<String> answer = post(body, StoredFleet.KEY);
        contract.check("POST " + PRICES, answer);
        return answer.statusCode();
    }

    private static int remove(String query) {
        HttpResponse<String> answer = fleet.client.call("DELETE", PRICES + query, "", "X-API-Key", StoredFleet.KEY);
        contract.check("DELETE " + PRICES, answer);
        return answer.statusCode();
    }

    private static HttpResponse<String> post(String body, String key) {
        return fleet.client.call("POST", PRICES, body, "X-API-Key", key);
    }

    private static List<List<String>> stored() throws SQLException {
        return fleet.query(
                "SELECT target, tenant, valid_from, coalesce(valid_until::text, '-'), currency, input_per_million,"
                        + " coalesce(cached_input_per_million::text, '-'), output_per_million FROM tachograph.model_price"
                        + " WHERE model = 'priced' ORDER BY valid_from");
    }
}
