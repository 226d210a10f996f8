package io.tachograph.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.simulator.LatencyLaw;
import io.tachograph.standalone.config.ConfiguredApi;
import io.tachograph.store.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @TempDir
    private static Path directory;

    @BeforeAll
    static void measure() throws Exception {
        try (QuickFleet fleet = QuickFleet.start()) {
            run(fleet, "before");
        }
        // Everything takes four times as long.
        try (QuickFleet fleet = QuickFleet.of(new LatencyLaw(0.040, 0, 0.004, 0, 0.1), 32, 8, 16)) {
            run(fleet, "slower");
        }
    }

    private static void run(QuickFleet fleet, String name) throws Exception {
        Path folder = directory.resolve(name);
        Ran ran = fleet.bench("--concurrency", "8", "--requests", "300", "--output", folder + "");
        assertThat(ran.code()).as(ran.err()).isZero();
        // The test machine may be busy; whether the client was the bottleneck is not what is tested here.
        edit(name, name, false, false);
    }

    /** A result that is like another but for what is said here. */
    private static void edit(String from, String to, boolean clientBound, boolean partial) throws Exception {
        JsonNode result = Json.file(directory.resolve(from).resolve("result.json"));
        ((ObjectNode) result.get("client")).put("client_bound", clientBound);
        ((ObjectNode) result.get("run")).put("partial", partial).put("run_id", to);
        Path folder = Files.createDirectories(directory.resolve(to));
        Files.writeString(folder.resolve("result.json"), result.toString());
    }

    private static Ran compare(String a, String b, String... options) {
        String[] line = new String[options.length + 4];
        line[0] = "bench";
        line[1] = "compare";
        line[2] = directory.resolve(a).toString();
        line[3] = directory.resolve(b).toString();
        System.arraycopy(options, 0, line, 4, options.length);
        return Ran.of(line);
    }

    @Test
    void slowerServer_isWorseAndTheOtherWayRoundBetter() {
        Ran worse = compare("before", "slower");

        assertThat(worse.code()).isEqualTo(7);
        assertThat(worse.out()).contains("worse", "ttft");
        assertThat(compare("slower", "before").code()).isZero();
    }

    /** What it answers of runs that were published: the same numbers, in rows. */
    @Test
    void api_saysWhatTheCommandSays() throws Exception {
        JsonNode said = new ObjectMapper()
                .readTree(compare("before", "slower", "--json").out());

        Rows rows = ConfiguredApi.BENCH.comparison().of(List.of(result("before")), List.of(result("slower")), 0.01);

        assertThat(rows.rows()).hasSameSizeAs(said.get("rows")).hasSizeGreaterThan(20);
        for (int i = 0; i < rows.rows().size(); i++) {
            List<Object> row = rows.rows().get(i);
            JsonNode same = said.get("rows").get(i);
            for (String[] names : new String[][] {
                {"metric", "metric"},
                {"statistic", "statistic"},
                {"a_value", "a"},
                {"a_n", "requests_a"},
                {"b_value", "b"},
                {"b_n", "requests_b"},
                {"ratio", "ratio"},
                {"low", "low"},
                {"high", "high"},
                {"method", "method"},
                {"p", "p"},
                {"holds", "holds"},
                {"reason", "reason"}
            }) {
                assertThat(String.valueOf(row.get(rows.indexOf(names[0]))))
                        .as(names[0])
                        .isEqualTo(same.get(names[1]).asText());
            }
            assertThat(row.get(rows.indexOf("verdict")))
                    .isEqualTo(same.get("verdict").asText().replace(' ', '_'));
            assertThat(row.get(rows.indexOf("overall"))).isEqualTo("worse");
        }
    }

    private static String result(String run) throws IOException {
        return Files.readString(directory.resolve(run).resolve("result.json"));
    }

    @Test
    void sameNumbers_areNoEvidence() throws Exception {
        edit("before", "again", false, false);

        Ran ran = compare("before", "again");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("no evidence");
    }

    @Test
    void runsThatDoNotCount_areNotCompared() throws Exception {
        edit("before", "bound", true, false);
        edit("before", "partial", false, true);

        assertThat(compare("before", "bound").code()).isEqualTo(8);
        assertThat(compare("before", "partial").code()).isEqualTo(8);
    }

    @Test
    void json_isOne() throws Exception {
        Ran ran = compare("before", "slower", "--json");

        Path file = Files.writeString(directory.resolve("comparison.json"), ran.out());
        assertThat(Json.file(file).isObject()).isTrue();
    }

    @Test
    void whatIsNoResult_isOneSentence() throws Exception {
        Path text = Files.writeString(directory.resolve("text.json"), "{\"no\": \"result\"}");

        assertThat(compare("none", "before").err()).startsWith("tachograph: ").contains("none does not exist");
        assertThat(compare("none", "before").code()).isEqualTo(2);
        assertThat(compare("text.json", "before").err()).hasLineCount(1).contains(text + "");
        assertThat(Ran.of("bench", "compare", "a").err()).hasLineCount(1).contains("Missing required parameter: 'B'");
    }
}
