package io.tachograph.client.workload.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.client.endpoint.Prompt;
import io.tachograph.client.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {
    @TempDir
    Path folder;

    @Test
    void mooncakeTrace_givesTheSameWordsToTheSameBlocks() throws IOException {
        Trace trace = Trace.load(file("""
                {"timestamp": 27000, "input_length": 1100, "output_length": 52, "hash_ids": [0, 1, 2]}
                {"timestamp": 27482, "input_length": 1024, "output_length": 26, "hash_ids": [0, 1]}
                {"timestamp": 30535, "input_length": 700, "output_length": 1, "hash_ids": [0, 3]}
                """));
        List<Prompt> prompts = prompts(trace.workload(1));
        List<String[]> words =
                prompts.stream().map(prompt -> prompt.text().split(" ", -1)).toList();

        assertThat(trace.offsetsNanos()).containsExactly(0, 482_000_000L, 3_535_000_000L);
        assertThat(prompts).extracting(Prompt::inputTokens).containsExactly(1100, 1024, 700);
        assertThat(prompts).extracting(Prompt::outputTokens).containsExactly(52, 26, 1);
        assertThat(words).extracting(text -> text.length).containsExactly(1100, 1024, 700);
        assertThat(common(words.get(0), words.get(1))).isEqualTo(1024);
        assertThat(common(words.get(0), words.get(2))).isBetween(512, 514);
        assertThat(prompts(trace.workload(1)))
                .extracting(Prompt::text)
                .isEqualTo(prompts.stream().map(Prompt::text).toList());
        assertThat(trace.describe())
                .isEqualTo("mooncake trace " + folder.resolve("trace") + ", 3 requests in 3.535 s;"
                        + " times in ms (assumed; --trace-unit sets it);"
                        + " blocks of 512 tokens (assumed: 512 to 549 would fit; --trace-block sets it)");
    }

    @Test
    void burstGptTrace_isRead_withAndWithoutSessions() throws IOException {
        Trace first = Trace.load(file("""
                Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type
                5,ChatGPT,472,18,490,Conversation log
                45,ChatGPT,1087,0,1087,Conversation log
                """));
        Trace second = Trace.load(file("""
                Timestamp,Session ID,Elapsed time,Model,Request tokens,Response tokens,Total tokens,Log Type
                5.5,7,3.1,ChatGPT,472,18,490,Conversation log
                6,,0.2,GPT-4,9,3,12,API log
                """));

        assertThat(first.offsetsNanos()).containsExactly(0, 40_000_000_000L);
        assertThat(prompts(first.workload(1))).extracting(Prompt::outputTokens).containsExactly(18, 1);
        assertThat(first.describe())
                .endsWith("2 requests in 40.000 s, 1 of which were recorded without an answer and ask for 1 token");
        assertThat(second.offsetsNanos()).containsExactly(0, 500_000_000L);
        assertThat(prompts(second.workload(1))).extracting(Prompt::inputTokens).containsExactly(472, 9);
    }

    @Test
    void azureTrace_isRead_withBothKindsOfStamps() throws IOException {
        Trace year2023 = Trace.load(file("""
                TIMESTAMP,ContextTokens,GeneratedTokens
                2023-11-16 18:15:46.6805900,374,44
                2023-11-16 18:15:50.9951690,396,109
                """));
        Trace year2024 = Trace.load(file("""
                TIMESTAMP,ContextTokens,GeneratedTokens
                2024-05-10 00:00:00.009930+00:00,2162,5
                2024-05-10 00:00:01+00:00,2399,6
                """));

        assertThat(year2023.offsetsNanos()).containsExactly(0, 4_314_579_000L);
        assertThat(year2024.offsetsNanos()).containsExactly(0, 990_070_000L);
        assertThat(prompts(year2023.workload(1)))
                .extracting(Prompt::outputTokens)
                .containsExactly(44, 109);
    }

    @Test
    void ownTrace_mayHavePrompts_andNeedNotBeSorted() throws IOException {
        Trace trace = Trace.load(file("""
                {"at_ms": 20.5, "prompt": "c"}
                {"at_ms": 10, "prompt": "a", "output_tokens": 3}
                {"at_ms": 10, "prompt": "b"}
                {"at_ms": 30, "input_tokens": 6, "output_tokens": 2}
                """));
        List<Prompt> prompts = prompts(trace.workload(1));

        assertThat(trace.offsetsNanos()).containsExactly(0, 0, 10_500_000L, 20_000_000L);
        assertThat(prompts.subList(0, 3)).extracting(Prompt::text).containsExactly("a", "b", "c");
        assertThat(prompts).extracting(Prompt::outputTokens).containsExactly(3, null, null, 2);
        assertThat(prompts.get(3).text().split(" ", -1)).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | ` holds no requests`",
                "`TIMESTAMP,ContextTokens,GeneratedTokens\n` | ` holds no requests`",
                "`TIMESTAMP,ContextTokens,GeneratedTokens\nyesterday,1,2` | `, row 2: 'TIMESTAMP' is 'yesterday', not a date"
                        + " and time such as 2023-11-16 18:15:46.6805900`",
                "`a,b\n1,2` | `: the header has no column 'Timestamp', only a, b`",
                "`Timestamp,Request tokens,Response tokens\n1,x,2` | `, row 2: 'Request tokens' is 'x', but must be a whole"
                        + " number of at least 0`",
                "`{\"timestamp\":1,\"input_length\":5}` | `, line 1: expected a whole number 'output_length' of at least 0`",
                "`{\"input_length\":5,\"output_length\":5}` | `, line 1: expected a number 'timestamp' of at least 0`",
                "`{\"timestamp\":1,\"input_length\":1,\"output_length\":1,\"hash_ids\":[1,2]}` | `, line 1: 2 hash_ids, but"
                        + " 1 tokens are fewer than that`",
                "`{\"timestamp\":1,\"input_length\":1,\"output_length\":1,\"hash_ids\":[\"a\"]}` | `, line 1: 'hash_ids' must"
                        + " be whole numbers`",
                "`{\"at_ms\":1}` | `, line 1: expected a whole number 'input_tokens' of at least 0`",
                "`{\"at_ms\":1e300,\"input_tokens\":1}` | `, line 1: 'at_ms' is too late`",
                "`{\"at_ms\":1,\"prompt\":\"x\"}\n{\"at_ms\":-1,\"prompt\":\"x\"}` | `, line 2: expected a number 'at_ms' of at"
                        + " least 0`",
                "`{\"at_ms\":1,\"prompt\":\"x\"}\nnothing` | `, line 2: not valid JSON`"
            })
    void brokenTrace_isOneSentenceWithItsPlace(String content, String message) throws IOException {
        Path file = file(content);

        assertThatThrownBy(() -> Trace.load(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("trace " + file + message);
    }

    @Test
    void timesWithDecimals_areSeconds_andBlocksAreAsLongAsTheRowsShow() throws IOException {
        StringBuilder ids = new StringBuilder("1089");
        for (int id = 1090; id <= 1121; id++) {
            ids.append(", ").append(id);
        }
        Trace trace = Trace.load(file("{\"chat_id\": 159, \"timestamp\": 61.114, \"input_length\": 521,"
                + " \"output_length\": 132, \"type\": \"text\", \"hash_ids\": [" + ids + "]}\n"
                + "{\"chat_id\": 160, \"timestamp\": 61.5, \"input_length\": 40, \"output_length\": 9,"
                + " \"hash_ids\": [1089, 1090, 3]}\n"));
        List<String[]> words = prompts(trace.workload(1)).stream()
                .map(prompt -> prompt.text().split(" ", -1))
                .toList();

        assertThat(trace.offsetsNanos()).containsExactly(0, 386_000_000L);
        assertThat(common(words.get(0), words.get(1))).isEqualTo(32);
        assertThat(trace.describe())
                .endsWith("times in s (assumed, as some have a fraction; --trace-unit sets it);"
                        + " blocks of 16 tokens (found: no other length fits)");
    }

    /** As data frames write whole numbers, all or some of them. */
    @ParameterizedTest
    @CsvSource({"27482.0,30535.0,3053", "27482,30535.0,3053", "2.7482e4,30535,3053", "27482.0,30535.5,3053500"})
    void wholeTimesWithAPoint_areMilliseconds(String first, String second, long millis) throws IOException {
        Trace trace = Trace.load(file("{\"timestamp\": " + first + ", \"input_length\": 9, \"output_length\": 1}\n"
                + "{\"timestamp\": " + second + ", \"input_length\": 9, \"output_length\": 1}\n"));

        assertThat(trace.offsetsNanos()).containsExactly(0, millis * 1_000_000);
    }

    @Test
    void halfSecondsApart_takeFourSeconds_andWholeNumbersAreMillisecondsUnlessTheUnitIsGiven() throws IOException {
        StringBuilder seconds = new StringBuilder();
        StringBuilder whole = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            String rest = ", \"input_length\": 300, \"output_length\": 5}\n";
            seconds.append("{\"timestamp\": ").append(i * 0.5).append(rest);
            whole.append("{\"timestamp\": ").append(i * 500).append(rest);
        }

        assertThat(Trace.load(file(seconds.toString())).offsetsNanos()[8]).isEqualTo(4_000_000_000L);
        Trace milliseconds = Trace.load(file(whole.toString()));
        assertThat(milliseconds.offsetsNanos()[8]).isEqualTo(4_000_000_000L);
        assertThat(milliseconds.describe()).endsWith("; times in ms (assumed; --trace-unit sets it)");
        Trace given =
                Trace.load(folder.resolve("trace"), new TraceReading(TraceFormat.AUTO, TraceUnit.parse("US"), null));
        assertThat(given.offsetsNanos()[8]).isEqualTo(4_000_000L);
        assertThat(given.describe()).endsWith("; times in us (given)");
    }

    @ParameterizedTest
    @CsvSource({"16", "64", "256", "512", "1024", "4096", "100"})
    void blockLength_isFound_andAGivenOneMustFit(int block) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int tokens : new int[] {1, block, 7 * block + 1, 40 * block - 1, 300 * block, 300 * block + 1}) {
            String ids = Stream.iterate(0, id -> id + 1)
                    .limit((tokens + block - 1) / block)
                    .map(String::valueOf)
                    .collect(Collectors.joining(","));
            rows.append("{\"timestamp\":1,\"output_length\":1,\"input_length\":" + tokens + ",\"hash_ids\":[" + ids
                    + "]}\n");
        }
        Path file = file(rows.toString());

        assertThat(Trace.load(file).describe()).contains("blocks of " + block + " tokens");
        assertThat(Trace.load(file, new TraceReading(TraceFormat.AUTO, null, block))
                        .describe())
                .endsWith("blocks of " + block + " tokens (given)");
        assertThatThrownBy(() -> Trace.load(file, new TraceReading(TraceFormat.AUTO, null, 2 * block)))
                .hasMessageEndingWith("fewer blocks of " + 2 * block + "; --trace-block sets their length");
    }

    @Test
    void idsOfWholeBlocksOnly_areOfTheUsualLength() throws IOException {
        Trace trace = Trace.load(file("""
                {"timestamp": 1, "input_length": 1100, "output_length": 1, "hash_ids": [1, 2]}
                {"timestamp": 1, "input_length": 1023, "output_length": 1, "hash_ids": [1]}
                {"timestamp": 1, "input_length": 5000, "output_length": 1, "hash_ids": [1, 2, 3, 4, 5, 6, 7, 8, 9]}
                """));

        assertThat(trace.describe())
                .endsWith("blocks of 512 tokens (assumed: up to 624 would fit; --trace-block sets it)");
    }

    @Test
    void anotherFormatThanSaid_isRefused() throws IOException {
        Path file = file("{\"at_ms\":1,\"prompt\":\"x\"}");

        assertThatThrownBy(() -> Trace.load(file, new TraceReading(TraceFormat.AZURE, null, null)))
                .hasMessageEndingWith("line 1: a trace in the format AZURE is CSV, but this is JSON");
    }

    private static int common(String[] a, String[] b) {
        int same = 0;
        while (same < Math.min(a.length, b.length) && a[same].equals(b[same])) {
            same++;
        }
        return same;
    }

    private static List<Prompt> prompts(Workload workload) {
        List<Prompt> prompts = new ArrayList<>();
        for (var talk = workload.next(); talk != null; talk = workload.next()) {
            prompts.add(Objects.requireNonNull(talk.next(null)).prompt());
        }
        return prompts;
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("trace"), content);
    }
}
