package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers get while the database is away, and after it came back. */
@SuppressWarnings("NullAway.Init") // JUnit calls the method that sets the fields.
class DatabaseAwayTest {
    private static final String QUESTION = "/api/v1/throughput?" + StoredFleet.RANGE;

    private StoredFleet fleet;

    @BeforeEach
    void start() throws IOException, SQLException {
        fleet = new StoredFleet();
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void answer_isTheLastOne_marked_orAProblem_untilItIsBack() throws SQLException {
        Contract contract = new Contract(fleet.client.get("/openapi.json").body());
        HttpResponse<String> before = ask(QUESTION);

        fleet.databaseGoesAway();

        HttpResponse<String> other = ask("/api/v1/models");
        assertThat(other.statusCode()).isEqualTo(503);
        contract.check("GET /api/v1/models", other);
        // It is given as fresh for a few seconds.
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            HttpResponse<String> stale = ask(QUESTION);
            assertThat(stale.statusCode()).isEqualTo(200);
            assertThat(stale.headers().firstValue("Warning")).hasValue("110 - \"Response is Stale\"");
            assertThat(stale.body()).isEqualTo(before.body());
        });

        fleet.databaseComesBack();

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(ask("/api/v1/models").statusCode()).isEqualTo(200));
    }

    private HttpResponse<String> ask(String path) {
        return fleet.client.get(path, "X-API-Key", StoredFleet.KEY);
    }
}
