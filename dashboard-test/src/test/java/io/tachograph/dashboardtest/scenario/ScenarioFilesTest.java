package io.tachograph.dashboardtest.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioFilesTest {
    private static final String GOOD = """
            name: overview
            page: /#/overview
            description: Look.
            expectations: [It is there.]
            """;

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void files_ofAFolder_areReadInOrder() throws IOException, ScenarioException {
        file("b.yml", GOOD);
        file("a.yaml", GOOD.replace("overview\npage", "another\npage"));
        file("c.txt", "no scenario");

        assertThat(ScenarioFiles.read(List.of(folder)))
                .extracting(Scenario::name)
                .containsExactly("another", "overview");
    }

    static List<Arguments> wrongFiles() {
        return List.of(
                Arguments.of(GOOD + "exspectations: [x]\n", "unknown key 'exspectations'; known: name, page"),
                Arguments.of(GOOD + "name: again\n", "line 5: not YAML"),
                Arguments.of(GOOD.replace("name: overview\n", ""), "name is missing"),
                Arguments.of(GOOD.replace("overview\npage", "Over View\npage"), "lower case letters"),
                Arguments.of(GOOD.replace("/#/overview", "https://elsewhere/"), "page must be a path"),
                Arguments.of(GOOD.replace("Look.", "7"), "description must be text; quote it"),
                Arguments.of(GOOD.replace("[It is there.]", "[]"), "expectations must be a list of sentences"),
                Arguments.of(
                        GOOD.replace("[It is there.]", "It is there."), "expectations must be a list of sentences"),
                Arguments.of(GOOD.replace("[It is there.]", "[7]"), "expectations must be text; quote it"),
                Arguments.of("- a\n- b\n", "must have the keys"),
                Arguments.of("a: [\n", "not YAML"));
    }

    @ParameterizedTest
    @MethodSource("wrongFiles")
    void wrongFile_isOneSentence(String text, String sentence) throws IOException {
        Path file = file("wrong.yml", text);

        assertThatThrownBy(() -> ScenarioFiles.read(List.of(file)))
                .isInstanceOf(ScenarioException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(sentence);
    }

    @Test
    void twoOfOneName_areRefused() throws IOException {
        file("a.yml", GOOD);
        file("b.yml", GOOD);

        assertThatThrownBy(() -> ScenarioFiles.read(List.of(folder))).hasMessageContaining("the same name overview");
    }

    @Test
    void nothingThere_isSaid() {
        assertThatThrownBy(() -> ScenarioFiles.read(List.of(folder))).hasMessageContaining("has no scenario");
        assertThatThrownBy(() -> ScenarioFiles.read(List.of(folder.resolve("none.yml"))))
                .hasMessageContaining("does not exist");
    }
}
