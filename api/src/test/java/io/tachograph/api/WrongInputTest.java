package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrongInputTest {
    private RunningApi api;

    @BeforeEach
    void start() throws IOException {
        api = new RunningApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/api/v1/benchmark", "/api/v1/benchmark/TTFT/more", "/api/v2/benchmark/TTFT"})
    void unknownRoute_isAProblem(String path) {
        HttpResponse<String> answer = api.getWithKey(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                        + "\"detail\":\"There is no such resource; /docs lists those that exist.\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void wrongMethod_isToldTheRightOnes(String method) {
        HttpResponse<String> answer = api.send(method, "/api/v1/benchmark/TTFT", "X-API-Key", RunningApi.KEY);
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/benchmark/TTFT", "/api/v1/benchmark/SPEED", "/health", "/docs", "/nowhere"})
    void head_isGetWithoutABody(String path) {
        HttpResponse<String> get = api.getWithKey(path);
        HttpResponse<String> head = api.send("HEAD", path, "X-API-Key", RunningApi.KEY);
        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(head.headers().firstValue("Content-Type"))
                .isEqualTo(get.headers().firstValue("Content-Type"));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void headWithoutAKey_isRefused() {
        assertThat(api.send("HEAD", "/api/v1/benchmark/TTFT").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource
    void oddPath_isRefusedInJson(String path) throws IOException {
        String answer = api.sendRaw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-API-Key: "
                + RunningApi.KEY + "\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 4")
                .containsPattern("Content-Type: application/(problem\\+)?json")
                .doesNotContain("Jetty");
    }

    static Stream<Named<String>> oddPath_isRefusedInJson() {
        String benchmark = "/api/v1/benchmark/";
        return Stream.of(
                Named.of("zero byte", benchmark + "TTFT%00"),
                Named.of("encoded slash", benchmark + "a%2Fb"),
                Named.of("encoded dots", benchmark + "%2e%2e/%2e%2e/etc/passwd"),
                Named.of("dots", "/../../etc/passwd"),
                Named.of("semicolon", benchmark + "TTFT;drop=table"),
                Named.of("broken escape", benchmark + "%zz"),
                Named.of("broken UTF-8", benchmark + "%ff%fe"),
                Named.of("unicode", benchmark + "%E2%98%83"),
                Named.of("raw Latin-1", benchmark + "\u00fc"),
                Named.of("quote", benchmark + "TTFT'%20OR%201=1--"),
                Named.of("markup", benchmark + "%3Cscript%3E"),
                Named.of("long name", benchmark + "x".repeat(4_000)),
                Named.of("10 kB", benchmark + "x".repeat(10_000)),
                Named.of("asset outside", "/assets/..%2fopenapi.yaml"));
    }

    @Test
    void endlessHeader_isRefused() throws IOException {
        String answer = api.sendRaw("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-API-Key: "
                + "k".repeat(20_000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431").contains("application/problem+json");
    }

    @Test
    void garbage_isRefused() throws IOException {
        assertThat(api.sendRaw("\u0016\u0003\u0001 hello\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void unknownMetric_isRepeatedOnlyWhenPlain() {
        assertThat(api.getWithKey("/api/v1/benchmark/%3Cscript%3E").body())
                .contains("Unknown metric, known are")
                .doesNotContain("script");
    }
}
