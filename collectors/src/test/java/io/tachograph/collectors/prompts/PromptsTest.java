package io.tachograph.collectors.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"one\", \"zwei\\nZeilen\"]",
                "\uFEFF[\"one\", \"zwei\\nZeilen\"]",
                "[{\"prompt\":\"one\",\"id\":7},{\"prompt\":\"zwei\\nZeilen\"}]",
                "[\"one\", {\"prompt\":\"zwei\\nZeilen\"}]",
                "{\"prompt\":\"one\"}\n\n{\"prompt\":\"zwei\\nZeilen\"}\n",
                "\"one\"\r\n\"zwei\\nZeilen\"\r\n"
            })
    void everyFormat_isRead(String content) throws IOException {
        assertThat(Prompts.load(file(content)).texts()).containsExactly("one", "zwei\nZeilen");
    }

    static Stream<Arguments> brokenFiles() {
        return Stream.of(
                Arguments.of("", " holds no prompts"),
                Arguments.of("[]", " holds no prompts"),
                Arguments.of("[\"one\", 7]", ", element 2: expected a string or an object with a string 'prompt'"),
                Arguments.of("[{\"text\":\"x\"}]", ", element 1: expected a string or an object"),
                Arguments.of("[\"one\", \"  \"]", ", element 2: the prompt is empty"),
                Arguments.of("[\"one\",\n", ": not valid JSON (line 2, column"),
                Arguments.of("[\"one\"] x", ": not valid JSON"),
                Arguments.of("\"one\"\n{\"prompt\":3}", ", line 2: expected a string or an object"),
                Arguments.of("\"one\"\nzwei", ", line 2: not valid JSON"),
                Arguments.of("\"one\" \"two\"", ", line 1: not valid JSON"));
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void brokenFile_isOneSentenceWithItsPlace(String content, String message) throws IOException {
        Path file = file(content);

        assertThatThrownBy(() -> Prompts.load(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("prompt file " + file + message);
    }

    @Test
    void fileThatIsNoText_isRefused() throws IOException {
        Path file = folder.resolve("latin.json");
        Files.write(file, "[\"größe\"]".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Prompts.load(file)).hasMessage("prompt file " + file + " is not UTF-8 text");
    }

    @Test
    void missingFile_isAnIoError() {
        assertThatThrownBy(() -> Prompts.load(folder.resolve("none.json"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void builtInPrompts_areShortAndDistinct() {
        assertThat(Prompts.builtIn().texts())
                .hasSize(32)
                .doesNotHaveDuplicates()
                .allMatch(text -> text.length() < 400);
    }

    @Test
    void everyPass_takesEachPromptOnce_inAnOrderThatTheSeedDecides() {
        Prompts prompts = Prompts.builtIn();
        List<String> passes = take(prompts.shuffled(1), 64);

        assertThat(passes.subList(0, 32)).containsExactlyInAnyOrderElementsOf(prompts.texts());
        assertThat(passes.subList(32, 64))
                .containsExactlyInAnyOrderElementsOf(prompts.texts())
                .isNotEqualTo(passes.subList(0, 32));
        assertThat(take(prompts.shuffled(1), 64)).isEqualTo(passes);
        assertThat(take(prompts.shuffled(2), 64)).isNotEqualTo(passes);
    }

    private static List<String> take(PromptSequence sequence, int n) {
        return Stream.generate(sequence::nextText).limit(n).toList();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("prompts.json"), content);
    }
}
