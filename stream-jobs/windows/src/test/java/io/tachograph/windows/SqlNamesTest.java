package io.tachograph.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.windows.ranking.RankingMetric;
import io.tachograph.windows.ranking.RankingStatistic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** That the names which the SQL functions accept are those that the stream writes. */
class SqlNamesTest {
    @Test
    void namesThatFunctionsAccept_areThoseThatAreWritten() throws IOException {
        String functions = sql("function/R__function_known_names");
        assertThat(listed(functions, "WHEN 'origin' THEN ARRAY\\[([^\\]]*)\\]"))
                .containsExactlyInAnyOrderElementsOf(lowerCase(Origin.values()));
        assertThat(listed(functions, "WHEN 'prompt band' THEN ARRAY\\[([^\\]]*)\\]"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(PromptBand.values()).map(PromptBand::key).toList());
        assertThat(listed(functions, "WHEN 'ranked metric' THEN ARRAY\\[([^\\]]*)\\]"))
                .containsExactlyInAnyOrderElementsOf(lowerCase(RankingMetric.values()));
        assertThat(listed(functions, "WHEN 'statistic' THEN ARRAY\\[([^\\]]*)\\]"))
                .containsExactlyInAnyOrderElementsOf(lowerCase(RankingStatistic.values()));
        assertThat(listed(sql("migration/V001__request_windows"), "\\(('[a-z0-9_]+'), (?:NULL|'[a-z0-9_]+')\\)"))
                .containsExactlyInAnyOrderElementsOf(
                        LatencyMetric.WINDOWED.stream().map(LatencyMetric::key).toList());
    }

    private static List<String> lowerCase(Enum<?>... constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<String> listed(String sql, String pattern) {
        return Pattern.compile(pattern)
                .matcher(sql)
                .results()
                .flatMap(list ->
                        Pattern.compile("'([^']*)'").matcher(list.group(1)).results())
                .map(name -> name.group(1))
                .toList();
    }

    private static String sql(String name) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(SqlNamesTest.class.getResourceAsStream("/db/" + name + ".sql"), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
