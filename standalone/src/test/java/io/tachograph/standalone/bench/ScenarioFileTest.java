package io.tachograph.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioFileTest {
    @TempDir
    private Path directory;

    private String scenario(String yaml) throws Exception {
        return Files.writeString(
                        directory.resolve("s.yml"),
                        "target: http://127.0.0.1:9\nmodel: m\n" + yaml.replace("\\n", "\n"))
                .toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    modle: x              | s.yml: unknown key 'modle'; known here: api, api-key-env
                    scenario: other.yml   | s.yml: unknown key 'scenario'
                    rates: [1, 2]         | s.yml: unknown key 'rates'
                    rate: fast            | s.yml: Invalid value for option '--rate': 'fast' is not a number
                    duration: 30          | s.yml: Invalid value for option '--duration': '30' must be a number and
                    slo: {ttft: 5}        | --slo: ttft: '5' must be a number and a unit
                    requests: 0           | --requests is 0, but must be at least 1
                    label: ${NO_SUCH}     | label: the environment variable NO_SUCH is not set
                    rate: 1\\nrate: 2     | line 4: not YAML: Duplicate field 'rate'
                    rate: [               | s.yml, line 3: not YAML
                    burstiness: 0.5       | --burstiness goes with --arrivals gamma
                    """)
    void mistake_isOneSentenceThatNamesTheKey(String yaml, String sentence) throws Exception {
        Ran ran = Ran.of("bench", "--scenario", scenario(yaml));

        assertThat(ran.err()).startsWith("tachograph: ").hasLineCount(1).contains(sentence);
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void fileThatIsNoTree_isRefused() throws Exception {
        Path list = Files.writeString(directory.resolve("list.yml"), "- rate");

        assertThat(Ran.of("bench", "--scenario=" + list).err()).contains("list.yml must be a list of keys with values");
    }

    /** What is wrong in the file and right on the line is right: the next mistake shows that it came so far. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    rate: fast                     | --rate 5
                    arrivals: closed               | --rate 5
                    rate: 5                        | --arrivals closed
                    burstiness: 0.5\\nrate: 5      | --arrivals poisson
                    dataset: none.json             | --input-tokens 9
                    stages: [1x5s]                 | --rate 5
                    requests: 0                    | --requests 3
                    request-files: [jsonl]         | --seed 3
                    """)
    void commandLine_wins(String yaml, String options) throws Exception {
        String[] given = options.split(" ", -1);

        Ran ran = Ran.of("bench", "--scenario", scenario(yaml), given[0], given[1], "--api-key-env", "NO_SUCH_KEY");

        assertThat(ran.err()).contains("NO_SUCH_KEY, which should hold its API key, is not set");
    }

    /** One scenario for the search and for a list. */
    @Test
    void optionsOfASearch_doNotForbidAList() throws Exception {
        String scenario = scenario("start-rate: 5\nlongest: 1m\nslo: {ttft: 1s}\napi-key-env: NO_SUCH_KEY");

        Ran ran = Ran.of("bench", "sweep", "--scenario", scenario, "--rates", "1,2");

        assertThat(ran.err()).contains("NO_SUCH_KEY, which should hold its API key, is not set");
    }
}
