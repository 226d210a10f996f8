package io.tachograph.client.workload.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.client.endpoint.Prompt;
import io.tachograph.client.workload.Conversation;
import io.tachograph.client.workload.ThinkTime;
import io.tachograph.client.workload.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {
    @TempDir
    Path folder;

    static Stream<Arguments> formats() {
        return Stream.of(
                Arguments.of("a.json", "[\"one\", \"zwei\\nZeilen\"]"),
                Arguments.of("a.json", "\uFEFF \n[\"one\", \"zwei\\nZeilen\"]"),
                Arguments.of("a.json", "[{\"prompt\":\"one\",\"id\":7},{\"prompt\":\"zwei\\nZeilen\"}]"),
                Arguments.of("a.data", "[\"one\", {\"prompt\":\"zwei\\nZeilen\"}]"),
                Arguments.of("a.json", "{\"prompt\":\"one\"}\n\n{\"prompt\":\"zwei\\nZeilen\"}\n"),
                Arguments.of("a.jsonl", "\"one\"\r\n\"zwei\\nZeilen\"\r\n"),
                Arguments.of(
                        "a.jsonl",
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"one\"}]}\n"
                                + "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"zwei\\n\"},"
                                + "{\"type\":\"text\",\"text\":\"Zeilen\"}]}]}"),
                Arguments.of(
                        "a.json",
                        "[{\"id\":\"x\",\"conversations\":[{\"from\":\"human\",\"value\":\"one\"},"
                                + "{\"from\":\"gpt\",\"value\":\"yes\"}]},"
                                + "{\"conversations\":[{\"from\":\"human\",\"value\":\"zwei\\nZeilen\"}]}]"),
                Arguments.of("a.csv", "id,Prompt\r\n1,one\r\n\r\n2,\"zwei\nZeilen\"\r\n"));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void everyFormat_isRead(String name, String content) throws IOException {
        assertThat(Dataset.load(file(name, content)).texts()).containsExactly("one", "zwei\nZeilen");
    }

    @Test
    void textFile_hasAPromptALine() throws IOException {
        assertThat(Dataset.load(file("a.txt", "one\n\n two, \"2\" \n")).texts()).containsExactly("one", " two, \"2\" ");
    }

    @Test
    void csvCells_keepQuotesAndCommas() throws IOException {
        Path file = file("a.csv", "prompt,output_tokens\n\"say \"\"a, b\"\"\",17\nplain,\n");

        Workload workload = Dataset.load(file).workload(Replay.inOrder());

        Prompt first = ask(workload);
        assertThat(first.text()).isEqualTo("say \"a, b\"");
        assertThat(first.outputTokens()).isEqualTo(17);
        assertThat(ask(workload).outputTokens()).isNull();
    }

    static Stream<Arguments> brokenFiles() {
        return Stream.of(
                Arguments.of("a.json", "", " holds no prompts"),
                Arguments.of("a.json", "[]", " holds no prompts"),
                Arguments.of("a.csv", "", " holds no prompts"),
                Arguments.of("a.csv", "prompt\n", " holds no prompts"),
                Arguments.of("a.json", "[\"one\", 7]", ", element 2: expected a string, or an object with"),
                Arguments.of("a.json", "[{\"text\":\"x\"}]", ", element 1: expected a string, or an object with"),
                Arguments.of("a.json", "[\"one\", \"  \"]", ", element 2: the prompt is empty"),
                Arguments.of("a.json", "[\"one\",\n", ": not valid JSON (line 2, column"),
                Arguments.of("a.json", "[\"one\"] x", ": not valid JSON"),
                Arguments.of("a.json", "\"one\"\n{\"prompt\":3}", ", line 2: expected a string, or an object with"),
                Arguments.of("a.json", "\"one\"\nzwei", ", line 2: not valid JSON"),
                Arguments.of("a.json", "\"one\" \"two\"", ", line 1: not valid JSON"),
                Arguments.of(
                        "a.json",
                        "[{\"prompt\":\"x\",\"max_tokens\":0}]",
                        ", element 1: expected a whole number 'max_tokens' of at least 1"),
                Arguments.of(
                        "a.jsonl",
                        "{\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}",
                        ", line 1: a message is of 'tool', not of system"),
                Arguments.of(
                        "a.jsonl",
                        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]}",
                        ", line 1: only text can be sent"),
                Arguments.of(
                        "a.jsonl", "{\"messages\":[{\"role\":\"user\",\"content\":null}]}", ", line 1: a message's"),
                Arguments.of("a.jsonl", "{\"messages\":[]}", ", line 1: no message of the user has a content"),
                Arguments.of(
                        "a.json",
                        "[{\"conversations\":[{\"from\":\"alien\",\"value\":\"x\"}]}]",
                        ", element 1: a message is of 'alien'"),
                Arguments.of("a.json", "[{\"conversations\":\"x\"}]", ", element 1: 'conversations' is not a list"),
                Arguments.of("a.csv", "text\nx\n", ": the header has no column 'prompt', only text"),
                Arguments.of("a.csv", "prompt,id\nx\n", ", row 2: 1 cells, but the header has 2"),
                Arguments.of(
                        "a.csv",
                        "prompt,max_tokens\nx,many\n",
                        ", row 2: 'max_tokens' is 'many', but must be a whole number of at least 1"),
                Arguments.of("a.csv", "prompt\n\"x\n", ", line 3: not valid CSV"),
                Arguments.of("a.csv", "prompt,prompt\n", ": the header names 'prompt' twice"),
                Arguments.of("a.parquet", "PAR1", ": its format cannot be told from its name"));
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void brokenFile_isOneSentenceWithItsPlace(String name, String content, String message) throws IOException {
        Path file = file(name, content);

        assertThatThrownBy(() -> Dataset.load(file, DatasetFormat.AUTO, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("data set " + file + message)
                .hasMessageNotContainingAny("\n", "Source", "Feature", "token '");
    }

    static Stream<Arguments> oddEntries() {
        return Stream.of(
                Arguments.of("\"\"", "the prompt is empty"),
                Arguments.of("7", "expected a string, or an object with"),
                Arguments.of(
                        "{\"prompt\":\"x\",\"max_tokens\":0}", "expected a whole number 'max_tokens' of at least 1"),
                Arguments.of(
                        "{\"conversations\": [{\"from\":\"human\",\"value\":\"q2\"}, {\"from\":\"function_call\","
                                + "\"value\":\"{}\"}, {\"from\":\"observation\",\"value\":\"{}\"}]}",
                        "a message is of 'function_call', not of system, user (human) or assistant (gpt)"),
                Arguments.of(
                        "{\"conversations\": [\"hello\", {\"from\": \"human\", \"value\": \"x\"}]}",
                        "a message is no object"),
                Arguments.of(
                        "{\"conversations\": [{\"from\": \"human\", \"value\": \"x\"}, {\"from\": \"gpt\","
                                + " \"value\": null}]}",
                        "a message's content is neither a string nor a list of parts"),
                Arguments.of(
                        "{\"conversations\": [{\"value\": \"x\"}]}",
                        "a message does not say by 'role' or 'from' whose it is"),
                Arguments.of(
                        "{\"messages\": [{\"role\": \"user\", \"content\": \"q\"}, {\"role\": \"assistant\","
                                + " \"content\": null, \"tool_calls\": [{\"id\": \"1\", \"type\": \"function\"}]},"
                                + " {\"role\": \"tool\", \"tool_call_id\": \"1\", \"content\": \"r\"}]}",
                        "a message calls tools, which cannot be asked again"));
    }

    @ParameterizedTest
    @MethodSource("oddEntries")
    void oddEntry_isLeftOutAndCounted_unlessItIsTheOnlyOneOrStrictIsSaid(String entry, String why) throws IOException {
        String content = "[{\"prompt\":\"first\"}, " + entry + ", " + entry + ", {\"prompt\":\"last\"}]";
        Path file = file("a.json", content);
        Path only = file("only.json", "[" + entry + "]");

        Dataset set = Dataset.load(file);

        assertThat(set.texts()).containsExactly("first", "last");
        assertThat(set.skipped()).isEqualTo(2);
        assertThat(set.workload(Replay.inOrder()).describe())
                .startsWith("data set " + file + ", 2 entries (2 odd left out, the first: data set " + file
                        + ", element 2: " + why);
        assertThatThrownBy(() -> Dataset.load(file, DatasetFormat.AUTO, true))
                .hasMessageStartingWith("data set " + file + ", element 2: " + why);
        assertThatThrownBy(() -> Dataset.load(only)).hasMessageStartingWith("data set " + only + ", element 1: " + why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"id\": \"a\", \"conversations\": [{\"role\": \"user\", \"content\": \"What is a lorry?\"},"
                        + " {\"role\": \"assistant\", \"content\": \"A truck.\"}]}]",
                "{\"conversations\": [{\"role\": \"user\", \"content\": \"What is a lorry?\"},"
                        + " {\"role\": \"assistant\", \"content\": \"A truck.\"}]}",
                "{\"messages\": [{\"from\": \"human\", \"value\": \"What is a lorry?\"},"
                        + " {\"from\": \"gpt\", \"value\": \"A truck.\"}]}",
                "[{\"conversations\": [{\"from\": \"Human\", \"value\": \"What is a lorry?\"},"
                        + " {\"from\": \"Assistant\", \"value\": \"A truck.\"}]}]",
                "{\"conversations\": [{\"role\": \"USER\", \"content\": [{\"type\": \"text\","
                        + " \"text\": \"What is a lorry?\"}]}, {\"role\": \"assistant\", \"content\": \"A truck.\"}]}"
            })
    void roles_haveManyNames(String content) throws IOException {
        Dataset set = Dataset.load(file("a.json", content), DatasetFormat.AUTO, true);

        assertThat(set.texts()).containsExactly("What is a lorry?");
        assertThat(set.skipped()).isZero();
    }

    @Test
    void numbersThatAreNone_doNotMatterInFieldsThatNobodyReads() throws IOException {
        Path file = file("a.jsonl", "{\"prompt\":\"x\",\"score\":NaN}\n{\"prompt\":\"y\",\"score\":-Infinity}\n");

        assertThat(Dataset.load(file, DatasetFormat.AUTO, true).texts()).containsExactly("x", "y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\n \"data\": [\n  {\"prompt\": \"x\"}\n ]\n}` | `, line 1: not valid JSON (column 2): it ends too"
                        + " early; outside a list in brackets, each line is one value`",
                "`[{\"prompt\":\"x\"},]` | `: not valid JSON (line 1, column 17): unexpected character ']'`",
                "`\"one\"\nzwei` | `, line 2: not valid JSON (column 1): unexpected word 'zwei'`",
                "`\"one\" \"two\"` | `, line 1: not valid JSON (column 7): something follows the value; outside a list in"
                        + " brackets, each line is one value`",
                "`[\"one\",` | `: not valid JSON (line 1, column 8): it ends too early`",
                "`{\"prompt\":\"a\tb\"}` | `, line 1: not valid JSON (column 13): it is malformed; outside a list in"
                        + " brackets, each line is one value`",
            })
    void textThatIsNoJson_isDescribedInWordsAboutIt(String content, String message) throws IOException {
        Path file = file("a.json", content);

        assertThatThrownBy(() -> Dataset.load(file)).hasMessage("data set " + file + message);
    }

    @Test
    void otherElementsThanConversations_areNoShareGpt() throws IOException {
        Path file = file("a.json", "[\"one\"]");

        assertThatThrownBy(() -> Dataset.load(file, DatasetFormat.SHAREGPT, false))
                .hasMessageEndingWith("element 1: expected an object with 'conversations'");
    }

    @Test
    void fileThatIsNoText_isRefused() throws IOException {
        Path file = folder.resolve("latin.json");
        Files.write(file, "[\"größe\"]".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Dataset.load(file)).hasMessage("data set " + file + " is not UTF-8 text");
    }

    @Test
    void missingFileAndDirectory_areRefused() {
        Path none = folder.resolve("none.json");

        assertThatThrownBy(() -> Dataset.load(none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data set " + none + " does not exist");
        assertThatThrownBy(() -> Dataset.load(folder)).hasMessage("data set " + folder + " is a directory, not a file");
    }

    @Test
    void builtInPrompts_areShortAndDistinct() {
        assertThat(Dataset.builtIn().texts())
                .hasSize(32)
                .doesNotHaveDuplicates()
                .allMatch(text -> text.length() < 400);
    }

    @Test
    void everyPass_takesEachPromptOnce_inAnOrderThatTheSeedDecides() {
        Dataset prompts = Dataset.builtIn();
        List<String> passes = take(prompts.shuffled(1), 64);

        assertThat(passes.subList(0, 32)).containsExactlyInAnyOrderElementsOf(prompts.texts());
        assertThat(passes.subList(32, 64))
                .containsExactlyInAnyOrderElementsOf(prompts.texts())
                .isNotEqualTo(passes.subList(0, 32));
        assertThat(take(prompts.shuffled(1), 64)).isEqualTo(passes);
        assertThat(take(prompts.shuffled(2), 64)).isNotEqualTo(passes);
    }

    @Test
    void onePassInOrder_isTheFile_andThenNothing() {
        Workload workload = Dataset.of(List.of("a", "b"))
                .workload(new Replay(Replay.Turns.LAST, false, 1, 0, ThinkTime.NONE, false, null));

        assertThat(take(workload, 2)).containsExactly("a", "b");
        assertThat(workload.next()).isNull();
        assertThat(workload.next()).isNull();
        assertThat(workload.describe()).isEqualTo("list of prompts, 2 entries; last turn; in order; once");
    }

    @Test
    void uniquePrompts_beginDifferently_andKeepTheirText() {
        Workload workload = Dataset.of(List.of("same"))
                .workload(new Replay(Replay.Turns.LAST, false, 0, 0, ThinkTime.NONE, false, 7L));
        List<String> texts = take(workload, 2_000);
        Set<String> beginnings = new HashSet<>();

        texts.forEach(text -> beginnings.add(text.substring(0, text.indexOf('\n'))));

        assertThat(beginnings).hasSize(2_000);
        assertThat(texts).allMatch(text -> text.endsWith("\nsame"));
    }

    @Test
    void permutation_takesEveryPlaceOnce() {
        for (int size : new int[] {1, 2, 3, 5, 64, 65, 1000}) {
            Permutation permutation = new Permutation(size, 3);
            Set<Integer> places = new HashSet<>();
            for (int i = 0; i < size; i++) {
                places.add(permutation.at(i));
            }
            assertThat(places).hasSize(size).allMatch(place -> place >= 0 && place < size);
        }
    }

    private static List<String> take(Workload workload, int n) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            texts.add(ask(workload).text());
        }
        return texts;
    }

    private static Prompt ask(Workload workload) {
        Conversation conversation = Objects.requireNonNull(workload.next());
        return Objects.requireNonNull(conversation.next(null)).prompt();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
