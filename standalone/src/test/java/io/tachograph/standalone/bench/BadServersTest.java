package io.tachograph.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Targets that cannot be measured, and places that nothing can be written to. */
class BadServersTest {
    @TempDir
    private Path directory;

    private static Ran bench(String url, String... options) {
        String[] line = new String[options.length + 6];
        line[0] = "bench";
        line[1] = "--target=" + url;
        line[2] = "--model=m";
        line[3] = "--requests=3";
        line[4] = "--no-server-metrics";
        line[5] = "--timeout=1s";
        System.arraycopy(options, 0, line, 6, options.length);
        return Ran.of(line);
    }

    private static void isSaid(Ran ran, int code, String... sentence) {
        assertThat(ran.err()).startsWith("tachograph: ").hasLineCount(1).contains(sentence);
        assertThat(ran.err()).doesNotContain("Exception");
        assertThat(ran.code()).isEqualTo(code);
    }

    private JsonNode result() throws IOException {
        return Json.file(directory.resolve("result.json"));
    }

    private static String nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "localhost:" + socket.getLocalPort();
        }
    }

    @Test
    void nameThatDoesNotResolve_cannotBeReached() {
        isSaid(bench("http://no-such-host.invalid"), 3, "no-such-host.invalid", "cannot be resolved");
    }

    @Test
    void portWithoutAServer_cannotBeReached() throws Exception {
        isSaid(bench("http://" + nobody()), 3, "no connection to", "connection refused");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    200 OK           | text/html        | <html>Welcome</html>                 | an HTML page
                    200 OK           | application/json | {"hello":"world"}                    | (
                    401 Unauthorized | application/json | {"error":{"message":"bad key"}}      | HTTP 401: bad key
                    404 Not Found    | application/json | {"error":{"message":"no such model"}}| HTTP 404: no such model
                    500 Server Error | text/plain       | oops                                 | HTTP 500: oops
                    """)
    void wrongAnswer_isQuoted(String status, String type, String body, String sentence) throws Exception {
        try (OddServer server = OddServer.answering(status, type, body)) {
            isSaid(bench(server.url()), 4, "cannot be measured as openai-chat", sentence);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void serverThatCloses_isSaidSo() throws Exception {
        try (OddServer server = OddServer.of((connection, request) -> {})) {
            isSaid(bench(server.url()), 3, "the connection ended before any byte of an answer");
        }
    }

    @Test
    void serverThatNeverAnswers_isGivenUpAtTheTimeout() throws Exception {
        try (OddServer server = OddServer.silent()) {
            isSaid(bench(server.url()), 4, "not finished within 1000 ms (TIMEOUT");
        }
    }

    @Test
    void plainServerBehindHttps_isSaidSo() throws Exception {
        try (QuickFleet fleet = QuickFleet.start()) {
            isSaid(bench(fleet.url().replace("http:", "https:")), 3, "does not answer with TLS");
        }
    }

    @Test
    void certificateOfNobodyKnown_isSaidSo() throws Exception {
        try (OddServer server = OddServer.overTls(SelfSigned.in(directory).socket())) {
            isSaid(bench(server.url()), 3, "certificate");
        }
    }

    @Test
    void withoutCheck_theRunIsMadeAndKept() throws Exception {
        try (OddServer server = OddServer.answering("500 Server Error", "text/plain", "oops")) {
            Ran ran = bench(server.url(), "--no-check", "--output=" + directory);

            isSaid(ran, 4, "no request succeeded; HTTP 500: oops");
            assertThat(ran.out()).contains("3 failed (100.00 %)");
        }
        assertThat(result().at("/counts/outcomes/HTTP_ERROR").asInt()).isEqualTo(3);
        assertThat(Files.readAllLines(directory.resolve("requests.jsonl"))).hasSize(3);
    }

    @Test
    void outputThatCannotBeMade_isSaidBeforeAnythingIsSent() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        try (OddServer server = OddServer.endlessAfter(9)) {
            isSaid(bench(server.url(), "--output=" + file), 5, "result.json cannot be written: a file is where");
            isSaid(bench(server.url(), "--output=" + file.resolve("below")), 5, "cannot be written");
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void fullDisk_costsThatFileAndNoOther() throws Exception {
        Files.createSymbolicLink(directory.resolve("requests.csv"), Path.of("/dev/full"));
        try (OddServer server = OddServer.endlessAfter(9)) {
            isSaid(bench(server.url(), "--output=" + directory), 5, "requests.csv cannot be written: No space left");
        }
        assertThat(result().at("/counts/ok").asInt()).isEqualTo(3);
        assertThat(Json.lines(directory.resolve("requests.jsonl"))).hasSize(3);
        assertThat(directory.resolve("vllm.json")).exists();
        assertThat(directory.resolve("report.html")).exists();
    }

    /** What is written as result.json is first written beside it. */
    @Test
    void fullDiskForTheResult_keepsItElsewhere() throws Exception {
        Files.createSymbolicLink(directory.resolve("result.json.part"), Path.of("/dev/full"));
        try (OddServer server = OddServer.endlessAfter(9)) {
            Ran ran = bench(server.url(), "--quiet", "--run-id=kept-elsewhere", "--output=" + directory);

            isSaid(ran, 5, directory + "/result.json cannot be written: No space left on device; it is ");
            Path elsewhere = Path.of(ran.err().replaceAll("(?s).*; it is (.*) instead.*", "$1"));
            assertThat(Json.file(elsewhere).at("/run/run_id").asText()).isEqualTo("kept-elsewhere");
            assertThat(Json.file(elsewhere).at("/counts/ok").asInt()).isEqualTo(3);
            Files.delete(elsewhere);
            Files.delete(elsewhere.getParent());
        }
        assertThat(directory.resolve("result.json")).doesNotExist();
        assertThat(directory.resolve("vllm.json")).exists();
        assertThat(Json.lines(directory.resolve("requests.jsonl"))).hasSize(3);
    }

    @Test
    void fullDiskForDetails_leavesRoomForTheResult() throws Exception {
        Files.createSymbolicLink(directory.resolve("vllm.spool"), Path.of("/dev/full"));
        try (OddServer server = OddServer.endlessAfter(9)) {
            Ran ran = bench(server.url(), "--save-detailed", "--output=" + directory);

            assertThat(ran.err())
                    .contains("vllm.spool cannot be written: No space left", "vllm.json cannot be written");
            assertThat(ran.code()).isEqualTo(5);
        }
        assertThat(directory.resolve("vllm.spool")).doesNotExist();
        assertThat(result().at("/counts/ok").asInt()).isEqualTo(3);
    }

    @Test
    void kafkaThatIsAway_isSaidBeforeTheRun() throws Exception {
        String kafka = nobody();
        try (OddServer server = OddServer.endlessAfter(9)) {
            isSaid(bench(server.url(), "--publish=" + kafka), 5, "no Kafka answers at " + kafka);
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void kafkaThatIsAwayInARun_doesNotCostTheResult() throws Exception {
        String kafka = nobody();
        try (OddServer server = OddServer.endlessAfter(9)) {
            Ran ran = bench(server.url(), "--publish=" + kafka, "--no-check", "--output=" + directory);

            // Three requests, and what the run found.
            isSaid(ran, 5, "4 of 4 records could not be sent to the Kafka at " + kafka);
        }
        assertThat(result().at("/counts/ok").asInt()).isEqualTo(3);
    }

    @Test
    void quiet_saysNothingWhenAllIsWell() throws Exception {
        try (OddServer server = OddServer.endlessAfter(9)) {
            assertThat(bench(server.url(), "--quiet")).isEqualTo(new Ran(0, "", ""));
        }
    }
}
