package io.tachograph.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong before anything is sent: one sentence, exit code 2. */
class BadOptionsTest {
    @TempDir
    private Path directory;

    private static Ran bench(String... options) {
        List<String> line = new ArrayList<>(List.of("bench", "--target", "http://127.0.0.1:9", "--model", "m"));
        line.addAll(Arrays.asList(options));
        return Ran.of(line.toArray(new String[0]));
    }

    private static void isMisuse(Ran ran, String sentence) {
        assertThat(ran.err()).startsWith("tachograph: ").hasLineCount(1).contains(sentence);
        assertThat(ran.err()).doesNotContain("Exception");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --rate fast                          | '--rate': 'fast' is not a number
                    --rate -1                            | --rate is -1.0, but must be above 0
                    --requests 0                         | --requests is 0, but must be at least 1
                    --requests 1.5                       | '--requests': '1.5' is not a whole number
                    --concurrency 0                      | --concurrency is 0
                    --duration 30                        | '--duration': '30' must be a number and a unit
                    --timeout 0s                         | --timeout must be above 0
                    --warm-up soon                       | --warm-up: 'soon' must be a number and a unit
                    --cool-down 1s                       | a cool-down of 1.0 s needs a run with a duration
                    --cancel-share 2                     | --cancel-share is 2.0, but must be 0 to 1
                    --client-share 1                     | --client-share is 1.0, but must be above 0 and below 1
                    --temperature 3                      | --temperature is 3.0, but must be 0 to 2
                    --max-tokens 0                       | --max-tokens is 0
                    --event-loops 0                      | --event-loops is 0
                    --arrivals bursty                    | '--arrivals': expected one of
                    --arrivals constant                  | these arrivals need --rate
                    --arrivals trace                     | --arrivals trace needs --trace FILE
                    --arrivals closed --rate 3           | --rate does not go with a closed loop
                    --stages 10                          | --stages: '10' must be a rate, x and a duration
                    --burstiness 0.5                     | --burstiness goes with --arrivals gamma
                    --speed 2                            | --speed goes with the times of a --trace
                    --think-time 1s --input-tokens 9     | --think-time goes with --turns
                    --slo ttft                           | --slo: 'ttft' must be metric=duration
                    --slo speed=1s                       | metrics are ttft, ttft_scheduled, ttfo, tpot, e2e
                    --slo ttft=5                         | --slo: ttft: '5' must be a number and a unit
                    --dataset none.jsonl                 | none.jsonl does not exist
                    --dataset a.json --input-tokens 9    | exclude each other
                    --trace none.csv                     | none.csv does not exist
                    --tokenizer none.json                | none.json does not exist
                    --input-tokens many                  | length 'many' is none of 512
                    --output-tokens 9                    | --output-tokens goes with --input-tokens
                    --recorded-lengths                   | --recorded-lengths needs --tokenizer
                    --turns some                         | --turns of a data set must be first, last or every
                    --api smoke-signals                  | 'smoke-signals' is unknown; known are openai-chat
                    --api-key-env NO_SUCH_KEY            | environment variable NO_SUCH_KEY
                    --api-key-file none.key              | file none.key, which should hold its API key, does not
                    --ca-file none.pem                   | CA file none.pem does not exist
                    --header novalue                     | --header must be NAME:VALUE
                    --header A:${NO_SUCH_VARIABLE}       | the environment variable NO_SUCH_VARIABLE is not set
                    --extra-body [1]                     | must be one JSON object
                    --request-files jsonl                | --request-files goes with --output
                    --endpoints none.json                | --target does not go with --endpoints
                    --endpoint a                         | --endpoint goes with --endpoints
                    --publish nonsense                   | --publish 'nonsense' must be HOST:PORT
                    --scenario none.yml                  | none.yml does not exist or cannot be read
                    --thread 1                           | Unknown option
                    """)
    void option_isNamedInTheSentence(String options, String sentence) {
        isMisuse(bench(options.split(" ", -1)), sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    http://a b/           | must be http(s)://host[:port][/path]
                    localhost:8000        | must be http(s)://host[:port][/path]
                    ftp://localhost/      | must be http(s)://host[:port][/path]
                    http://127.0.0.1:99999| '127.0.0.1:99999' is no host and port
                    http://u:p@localhost/ | the URL holds a user or password
                    """)
    void malformedUrl_isSaidSo(String url, String sentence) {
        isMisuse(Ran.of("bench", "--target", url, "--model", "m"), sentence);
    }

    @Test
    void noTarget_isAskedFor() {
        isMisuse(Ran.of("bench"), "Say --target URL and --model NAME, or --endpoints FILE");
    }

    @Test
    void missingEndpoints_areNamed() {
        isMisuse(Ran.of("bench", "--endpoints", "none.json"), "none.json does not exist");
    }

    @Test
    void emptyDataset_isNamed() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.jsonl"), "");

        isMisuse(bench("--dataset", empty.toString()), "empty.jsonl holds no prompts");
    }

    @Test
    void fileThatIsNoCertificate_isNamed() throws Exception {
        Path text = Files.writeString(directory.resolve("ca.pem"), "no certificate");

        isMisuse(bench("--ca-file", text.toString()), "ca.pem holds no certificate in PEM form");
    }

    @Test
    void optionsBeforeSweep_wouldBeLostAndAreRefused() {
        isMisuse(Ran.of("bench", "--seed", "3", "sweep", "--rates", "1"), "options of 'sweep' go behind it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --rates 1 --rate 5                 | --rate is not for a sweep
                    --rates 1 --requests 5             | --requests is not for a sweep
                    --rates 1 --warm-up 5              | --warm-up of a sweep is a duration
                    --rates 1 --arrivals closed        | a sweep of rates takes --arrivals constant, poisson or gamma
                    --rates 1 --max-rate 5             | --max-rate goes with a search
                    --rates 1,0                        | --rates is 0.0, but must be above 0
                    --rates 1,b                        | 'b' is not a number
                    --rates 1 --concurrencies 1        | exclude each other
                    --rates 1 --trial 5s               | a trial has to last 10 s or more
                    --concurrencies 2 --concurrency 2  | --concurrency does not go with --concurrencies
                    --seed 1                           | a search needs --slo
                    --slo ttft=1s --start-rate 0       | the lowest rate has to be above 0
                    """)
    void sweep_namesTheOption(String options, String sentence) {
        List<String> line = new ArrayList<>(List.of("bench", "sweep", "--target", "http://127.0.0.1:9", "--model=m"));
        line.addAll(Arrays.asList(options.split(" ", -1)));

        isMisuse(Ran.of(line.toArray(new String[0])), sentence);
    }
}
