package io.tachograph.store.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A board of {@code infra/grafana/boards}. */
record GrafanaBoard(Path file, JsonNode json) {
    /** What our variables have as allValue: Grafana puts it into queries as it is, whatever the format. */
    static final String ALL = "'*'";

    private static final Path FOLDER = Path.of("../infra/grafana/boards");
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A query of a panel, of an annotation or of a variable.
     *
     * @param overridden columns that the panel gives a unit or a link of their own
     */
    record Query(String of, String kind, String format, String sql, List<String> overridden) {}

    static List<GrafanaBoard> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(GrafanaBoard::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GrafanaBoard read(Path file) {
        try {
            return new GrafanaBoard(file, JSON.readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no JSON", e);
        }
    }

    static GrafanaBoard named(String name) {
        return all().stream()
                .filter(board -> board.toString().equals(name + ".json"))
                .findFirst()
                .orElseThrow();
    }

    Query query(String of) {
        return queries().stream()
                .filter(query -> query.of().equals(of))
                .findFirst()
                .orElseThrow();
    }

    String uid() {
        return json.path("uid").asText();
    }

    Stream<JsonNode> panels() {
        return each(json.path("panels"));
    }

    Stream<JsonNode> variables() {
        return each(json.path("templating").path("list"));
    }

    Stream<JsonNode> annotations() {
        return each(json.path("annotations").path("list")).filter(annotation -> !annotation.has("builtIn"));
    }

    /** All that go to PostgreSQL. */
    List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        panels().forEach(panel -> each(panel.path("targets"))
                .filter(target -> target.has("rawSql"))
                .forEach(target -> queries.add(new Query(
                        panel.path("title").asText(),
                        panel.path("type").asText(),
                        target.path("format").asText(),
                        target.path("rawSql").asText(),
                        each(panel.path("fieldConfig").path("overrides"))
                                .map(override ->
                                        override.path("matcher").path("options").asText())
                                .toList()))));
        annotations()
                .forEach(annotation -> queries.add(new Query(
                        annotation.path("name").asText(),
                        "annotation",
                        "table",
                        annotation.path("target").path("rawSql").asText(),
                        List.of())));
        variables()
                .filter(variable -> variable.path("type").asText().equals("query"))
                .filter(variable ->
                        variable.path("datasource").path("type").asText().contains("postgresql"))
                .forEach(variable -> queries.add(new Query(
                        variable.path("name").asText(),
                        "variable",
                        "table",
                        variable.path("query").asText(),
                        List.of())));
        return queries;
    }

    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
