package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every parameter of every question of the contract with values that nobody should send: none makes the server fail, every
 * refusal is a problem, and none says how the server is made.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls the method that sets the fields.
class FuzzTest {
    private static final List<String> NASTY = List.of(
            "",
            " ",
            "0",
            "-1",
            "1e309",
            "NaN",
            "Infinity",
            "9223372036854775808",
            "1;DROP TABLE tachograph.series",
            "' OR '1'='1",
            "$$; SELECT pg_sleep(100); --",
            "{a,b}",
            "{\"a\":1}",
            "NULL",
            "\u0000",
            "\r\nSet-Cookie: a=b",
            "<script>alert(1)</script>",
            "../../etc/passwd",
            "\u2603\uD83D\uDE00",
            "\uFFFD\u202E",
            "x".repeat(3_000),
            "now-1000000000d",
            "now+999999999w",
            "-infinity",
            "0001-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "2026-13-45T99:99:99Z",
            "1s",
            "999999999w",
            "true",
            "ttft",
            "model",
            "WyJ4Il0",
            "WyIyMDI2LTExLTIwVDEwOjAwOjAwWiIsImEiXQ");

    private static final Pattern FILTER = Pattern.compile(
            "([ab]\\.)?(target|model|cluster|engine_version|tenant|origin|prompt_band|streamed)|group|limit");

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

    @Test
    void nothingThatIsSent_makesTheServerFail() {
        for (String template : contract.questions()) {
            String path = template.replaceAll("\\{[a-z]+}", "ttft");
            for (String parameter : contract.queryParameters("GET " + template)) {
                // One class reads the filters of all questions.
                if (FILTER.matcher(parameter).matches() && !template.endsWith("/throughput")) {
                    continue;
                }
                for (String value : NASTY) {
                    check(path + "?" + encoded(parameter) + "=" + encoded(value));
                }
            }
            if (template.contains("{")) {
                for (String value : NASTY) {
                    check(template.replaceAll("\\{[a-z]+}", encoded(value).replace("+", "%20")));
                }
            }
        }
    }

    @Test
    void noCombination_makesTheServerFail() {
        Random random = new Random(18);
        for (String template : contract.questions()) {
            Set<String> parameters = contract.queryParameters("GET " + template);
            for (int i = 0; i < 20; i++) {
                List<String> query = new ArrayList<>();
                for (String parameter : parameters) {
                    for (int n = random.nextInt(3); n > 0; n--) {
                        query.add(encoded(parameter) + "=" + encoded(NASTY.get(random.nextInt(NASTY.size()))));
                    }
                }
                query.removeIf(each -> each.length() > 1_000);
                check(template.replaceAll("\\{[a-z]+}", "ttft") + "?" + String.join("&", query));
            }
        }
    }

    private void check(String path) {
        HttpResponse<String> answer = fleet.client.get(path, "X-API-Key", StoredFleet.KEY);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isLessThan(500);
        if (answer.statusCode() != 200) {
            assertThat(answer.headers().firstValue("Content-Type")).as(path).hasValue("application/problem+json");
        }
        assertThat(answer.body()).as(path).doesNotContain("io.tachograph", "org.postgresql", "PL/pgSQL");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
