package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.codec.CompressedText;
import io.tachograph.store.Rows;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a load test found, and its report, from what was published. */
@SuppressWarnings("NullAway.Init") // JUnit calls the method that sets the field.
class LoadTestRouteTest {
    private static final String ROUTE = "/api/v1/load-tests/run-3";

    private RunningApi api;

    @BeforeEach
    void start() throws IOException {
        api = new RunningApi();
        api.rows = (call, limit, after) -> {
            assertThat(call.function()).isEqualTo("load_test_result");
            assertThat(call.argument("run")).hasValue("run-3");
            return row(compressed(result()));
        };
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void result_isWhatWasPublished() {
        HttpResponse<String> answer = api.getWithKey(ROUTE);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(answer.body()).isEqualTo(result());
    }

    @Test
    void report_isKeptAwayFromTheDashboard() {
        HttpResponse<String> answer = api.getWithKey(ROUTE + "/report");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValue("sandbox allow-scripts; frame-ancestors 'none'");
        assertThat(answer.body()).isEqualTo("<!doctype html>");
    }

    @Test
    void whatCannotBeShown_isSaidInASentence() {
        refused(noRows(), "No load test of this run was published.");
        refused(row(null), "too large to be published");
        refused(row("bm8gZ3ppcA=="), "cannot be read");
        refused(row(compressed("{\"format\": 99}")), "There is no report of this run");
    }

    private void refused(Rows rows, String sentence) {
        api.rows = (call, limit, after) -> rows;
        HttpResponse<String> answer = api.getWithKey(ROUTE + "/report");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains(sentence);
    }

    static Rows noRows() {
        return Rows.of(Instant.EPOCH, List.of("run", "result"), List.of());
    }

    static Rows row(@Nullable String result) {
        return Rows.of(Instant.EPOCH, List.of("run", "result"), List.of(Arrays.asList("run-3", result)));
    }

    static String compressed(String text) {
        // As PostgreSQL does it, in lines.
        return Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(CompressedText.of(text));
    }

    static String result() {
        return "{\"format\": 1, \"run\": {}}";
    }

    /** As the report of bench is made. */
    static String report(String result) {
        if (!result.equals(result())) {
            throw new IllegalArgumentException("this is no result.json");
        }
        return "<!doctype html>";
    }
}
