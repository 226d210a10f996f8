package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each board of Grafana must have, that can be seen without running it. */
class BoardFormTest {
    private static final ObjectWriter CANONICAL = new ObjectMapper()
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
            .writer(new DefaultPrettyPrinter()
                    .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"))
                    .withObjectIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"))
                    .withSeparators(Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER)));

    private static final Pattern LINKED = Pattern.compile("/d/([a-z-]+)\\?");
    private static final Pattern USED = Pattern.compile("\\$\\{?(?!__)(\\w+)");
    private static final Pattern WHAT_IT_ASKS = Pattern.compile("tachograph\\.\\w+");
    private static final Pattern AVERAGED_QUANTILE =
            Pattern.compile("avg\\((p\\d|value|quantile)", Pattern.CASE_INSENSITIVE);

    static List<GrafanaBoard> boards() {
        return GrafanaBoard.all();
    }

    /** So that a board saved in Grafana, with keys in any order, makes a small diff. */
    @ParameterizedTest
    @MethodSource("boards")
    void json_isCanonical(GrafanaBoard board) throws IOException {
        String canonical =
                CANONICAL.writeValueAsString(new ObjectMapper().treeToValue(board.json(), TreeMap.class)) + "\n";
        Path written = Path.of("target/boards", board.toString());
        Files.createDirectories(written.getParent());
        Files.writeString(written, canonical);

        assertThat(Files.readString(board.file()).equals(canonical))
                .as("copy store/" + written)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("boards")
    void board_isFoundAndHasNoIdOfItsOwn(GrafanaBoard board) {
        JsonNode json = board.json();
        assertThat(board.uid()).isEqualTo("tachograph-" + board.toString().replace(".json", ""));
        assertThat(json.path("id").isNull()).isTrue();
        assertThat(json.path("title").asText()).startsWith("Tachograph / ");
        assertThat(json.path("description").asText()).endsWith(".");
        assertThat(json.path("schemaVersion").asInt()).isEqualTo(39);
        assertThat(json.path("tags").path(0).asText()).isEqualTo("tachograph");
        assertThat(json.path("links").path(0).path("tags").path(0).asText()).isEqualTo("tachograph");
        assertThat(json.path("links").path(0).path("keepTime").asBoolean()).isTrue();
        assertThat(board.variables().findFirst().orElseThrow().path("type").asText())
                .isEqualTo("datasource");
    }

    @ParameterizedTest
    @MethodSource("boards")
    void panel_saysWhatItShowsAndInWhichUnit(GrafanaBoard board) {
        assertThat(board.panels()).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("description").asText())
                    .as(panel.path("title").asText())
                    .endsWith(".");
            assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
            assertThat(panel.path("targets").size()).isEqualTo(1);
            JsonNode defaults = panel.path("fieldConfig").path("defaults");
            assertThat(defaults.path("noValue").asText()).isNotBlank();
            if (!panel.path("type").asText().equals("table")) {
                assertThat(defaults.path("unit").asText())
                        .as(panel.path("title").asText())
                        .isNotBlank();
            }
        });
        assertThat(board.panels().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
        assertThat(board.panels().map(panel -> panel.path("title").asText())).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("boards")
    void panels_fitBesideOneAnother(GrafanaBoard board) {
        boolean[][] taken = new boolean[500][24];
        board.panels().forEach(panel -> {
            JsonNode place = panel.path("gridPos");
            for (int y = place.path("y").asInt();
                    y < place.path("y").asInt() + place.path("h").asInt();
                    y++) {
                for (int x = place.path("x").asInt();
                        x < place.path("x").asInt() + place.path("w").asInt();
                        x++) {
                    assertThat(taken[y][x]).as(panel.path("title").asText()).isFalse();
                    taken[y][x] = true;
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("boards")
    void links_leadToBoardsThatThereAre(GrafanaBoard board) {
        Set<String> uids = boards().stream().map(GrafanaBoard::uid).collect(Collectors.toSet());
        assertThat(LINKED.matcher(board.json().toString()).results().map(link -> link.group(1)))
                .isSubsetOf(uids);
    }

    @ParameterizedTest
    @MethodSource("boards")
    void variables_areAllThereAndAllUsed(GrafanaBoard board) {
        Set<String> named = board.variables()
                .map(variable -> variable.path("name").asText())
                .collect(Collectors.toSet());
        String asks = board.panels().map(JsonNode::toString).collect(Collectors.joining());
        Set<String> used =
                USED.matcher(asks).results().map(match -> match.group(1)).collect(Collectors.toSet());
        assertThat(used).isEqualTo(named);
        assertThat(board.variables()
                        .filter(variable -> variable.path("includeAll").asBoolean()))
                .allSatisfy(variable ->
                        assertThat(variable.path("allValue").asText()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("boards")
    void query_asksOurSchemaWithHalfOpenRanges(GrafanaBoard board) {
        assertThat(board.queries()).allSatisfy(query -> {
            assertThat(WHAT_IT_ASKS.matcher(query.sql()).results())
                    .as(query.of())
                    .hasSize(1);
            assertThat(query.sql()).doesNotContain("$__timeFilter").doesNotContainPattern(AVERAGED_QUANTILE);
        });
        if (!board.queries().isEmpty()) {
            assertThat(board.annotations()).hasSize(2);
        }
    }
}
