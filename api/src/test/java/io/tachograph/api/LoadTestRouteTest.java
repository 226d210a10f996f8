package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.api.loadtest.BenchFunctions;
import io.tachograph.schemas.avro.LoadTest;
import io.tachograph.schemas.codec.CompressedText;
import io.tachograph.store.Rows;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

    @Test
    void runs_areHeldAgainstOthers_fromWhatWasPublished() {
        HttpResponse<String> answer =
                api.getWithKey("/api/v1/load-tests/comparison?a=run-3&b=run-3&minimum_effect=0.2");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"metric\":\"ttft\"", "\"minimum_effect\":0.2", "\"overall\":\"worse\"");

        refusedComparison(400, "a is a run", "?b=run-3");
        refusedComparison(400, "minimum_effect is 0 or more", "?a=run-3&b=run-3&minimum_effect=-1");
        api.rows = (call, limit, after) -> row(compressed("{}"));
        refusedComparison(400, "These runs cannot be compared: this is no result.json.", "?a=run-4&b=run-3");
        api.rows = (call, limit, after) -> noRows();
        refusedComparison(404, "No load test of this run was published.", "?a=run-5&b=run-3");
    }

    private void refusedComparison(int status, String sentence, String query) {
        HttpResponse<String> answer = api.getWithKey("/api/v1/load-tests/comparison" + query);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(sentence);
    }

    @Test
    void resultBeyondTheFewAtOnce_isToldToComeAgain() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        api.rows = (call, limit, after) -> {
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
            return row(compressed(result()));
        };
        ExecutorService callers = Executors.newFixedThreadPool(2);
        CompletableFuture<HttpResponse<String>> first =
                CompletableFuture.supplyAsync(() -> api.getWithKey(ROUTE), callers);
        CompletableFuture<HttpResponse<String>> second =
                CompletableFuture.supplyAsync(() -> api.getWithKey(ROUTE + "/report"), callers);
        callers.shutdown();
        begun.await();

        HttpResponse<String> third = api.getWithKey(ROUTE);
        go.countDown();

        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(first.get().statusCode()).isEqualTo(200);
        assertThat(second.get().statusCode()).isEqualTo(200);
        assertThat(api.getWithKey(ROUTE).statusCode()).isEqualTo(200);
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

    static final BenchFunctions BENCH =
            new BenchFunctions(LoadTestRouteTest::report, LoadTestRouteTest::record, LoadTestRouteTest::comparison);

    /** A row as bench makes them: it knows how many runs there are, and refuses what is none. */
    private static Rows comparison(List<String> a, List<String> b, double minimumEffect) {
        a.forEach(LoadTestRouteTest::report);
        b.forEach(LoadTestRouteTest::report);
        return Rows.of(
                Instant.EPOCH,
                List.of(
                        "metric",
                        "statistic",
                        "unit",
                        "higher_is_better",
                        "a_value",
                        "a_n",
                        "b_value",
                        "b_n",
                        "difference",
                        "ratio",
                        "scale",
                        "low",
                        "high",
                        "method",
                        "p",
                        "minimum_effect",
                        "verdict",
                        "negligible",
                        "holds",
                        "reason",
                        "overall",
                        "invalid",
                        "warnings"),
                List.of(
                        Arrays.asList(
                                "ttft",
                                "p50",
                                "s",
                                false,
                                0.2,
                                100L * a.size(),
                                0.25,
                                100L * b.size(),
                                0.05,
                                1.25,
                                "ratio",
                                1.1,
                                1.4,
                                "within runs",
                                0.001,
                                minimumEffect,
                                "worse",
                                false,
                                true,
                                null,
                                "worse",
                                List.of(),
                                List.of("one run of a side does not tell how much runs differ")),
                        Arrays.asList(
                                "error_rate",
                                "",
                                "ratio",
                                false,
                                0.0,
                                100L,
                                0.01,
                                100L,
                                0.01,
                                null,
                                "difference",
                                -0.001,
                                null,
                                null,
                                null,
                                0.001,
                                "no_evidence",
                                false,
                                false,
                                "fewer requests than 299",
                                "worse",
                                List.of(),
                                List.of("one run of a side does not tell how much runs differ"))));
    }

    private static LoadTest record(String result, Instant at) {
        report(result);
        return LoadTest.newBuilder()
                .setRun("run-3")
                .setTarget("t")
                .setModel("llama")
                .setArrivals("closed 8")
                .setWorkload("random 512/128")
                .setStartedAtMicros(at.getEpochSecond() * 1_000_000)
                .setAssertedAtMicros(at.getEpochSecond() * 1_000_000)
                .setMeasuredSeconds(300)
                .setOffered(1)
                .setOk(1)
                .setFailed(0)
                .setRequestThroughput(1)
                .setOutputThroughput(1)
                .setClientBound(false)
                .setPartial(false)
                .setResult(ByteBuffer.wrap(CompressedText.of(result)))
                .build();
    }

    /** As the report of bench is made. */
    static String report(String result) {
        if (!result.equals(result())) {
            throw new IllegalArgumentException("this is no result.json");
        }
        return "<!doctype html>";
    }
}
