package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FinishReasonTest {
    @Test
    void reasonsThatTheDocsCallASuccess_areOne_howeverTheyAreSpelled() throws Exception {
        String docs = Files.readString(Path.of("../docs/adapters.md"), StandardCharsets.UTF_8);
        String table = docs.substring(docs.indexOf("| because | reasons |"), docs.indexOf("Every other reason"));
        List<String> reasons = Pattern.compile("`([a-z_]+)`")
                .matcher(table)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();

        assertThat(reasons).hasSizeGreaterThan(40).allSatisfy(reason -> {
            assertThat(FinishReason.of(reason)).isEqualTo(FinishReason.SUCCESS);
            assertThat(FinishReason.of(reason.toUpperCase(java.util.Locale.ROOT)))
                    .isEqualTo(FinishReason.SUCCESS);
            assertThat(FinishReason.of(reason.replace('_', '-'))).isEqualTo(FinishReason.SUCCESS);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error",
                "abort",
                "network_error",
                "timeout",
                "TIME_LIMIT",
                "insufficient_system_resource",
                "cancelled",
                "load",
                "unload",
                "never heard of",
                "1"
            })
    void reasonThatIsNotKnown_isAFailure(String reason) {
        assertThat(FinishReason.of(reason)).isEqualTo(FinishReason.FAILURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "None", "NOT_FINISHED", "in_progress"})
    void reasonThatIsNone_meansThatThereIsMoreToCome(String reason) {
        assertThat(FinishReason.of(reason)).isEqualTo(FinishReason.NONE);
    }

    @Test
    void ofSeveralChoices_theOneThatFailedCounts() {
        Chunk chunk = new Chunk(null);
        chunk.finish("error");
        chunk.finish("stop");
        assertThat(chunk.finishReason).isEqualTo("error");
        chunk.clear();
        chunk.finish("stop");
        chunk.finish("error");
        assertThat(chunk.finishReason).isEqualTo("error");
    }
}
