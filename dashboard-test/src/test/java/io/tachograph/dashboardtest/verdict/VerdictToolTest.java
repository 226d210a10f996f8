package io.tachograph.dashboardtest.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictToolTest {
    private static final Set<String> MADE = Set.of("screenshot-01.png");

    private final VerdictTool tool = new VerdictTool(2);

    private static Map<String, Object> finding(Object expectation, Object verdict, Object screenshots) {
        return Map.of("expectation", expectation, "verdict", verdict, "evidence", "seen", "screenshots", screenshots);
    }

    private static Map<String, Object> report(Object... findings) {
        return Map.of("summary", "All in all.", "findings", List.of(findings));
    }

    /** The whole is the worst of its parts. */
    @ParameterizedTest
    @CsvSource({
        "pass, pass, PASS",
        "pass, fail, FAIL",
        "inconclusive, fail, FAIL",
        "inconclusive, pass, INCONCLUSIVE",
    })
    void judgement_isTheWorst(String first, String second, TestJudgement whole) {
        List<String> shown = List.of("screenshot-01.png");

        TestVerdict verdict = tool.read(report(finding(1, first, shown), finding(2, second, shown)), MADE);

        assertThat(verdict.judgement()).isEqualTo(whole);
        assertThat(verdict.cause()).isNull();
        assertThat(verdict.findings()).extracting(Finding::expectation).containsExactly(1, 2);
    }

    @Test
    void somethingElseThatIsWrong_failsTheScenario() {
        List<String> shown = List.of("screenshot-01.png");

        TestVerdict verdict = tool.read(
                report(finding(1, "pass", shown), finding(2, "pass", shown), finding(0, "fail", shown)), MADE);

        assertThat(verdict.judgement()).isEqualTo(TestJudgement.FAIL);
    }

    static List<Arguments> reports_thatDoNotCount() {
        List<String> shown = List.of("screenshot-01.png");
        Map<String, Object> one = finding(1, "pass", shown);
        Map<String, Object> two = finding(2, "pass", shown);
        return List.of(
                Arguments.of(report(one), "Expectation 2 has no finding."),
                Arguments.of(report(one, one, two), "Expectation 1 has two findings"),
                Arguments.of(report(one, finding(3, "pass", shown)), "expectation must be 0 to 2."),
                Arguments.of(report(one, finding(1.5, "pass", shown)), "expectation must be 0 to 2."),
                Arguments.of(report(one, finding(2, "good", shown)), "not 'good'"),
                Arguments.of(report(one, finding(2, "pass", List.of())), "names no screenshot"),
                Arguments.of(report(one, finding(2, "pass", List.of("made-up.png"))), "no screenshot 'made-up.png'"),
                Arguments.of(report(one, finding(2, "pass", "screenshot-01.png")), "must be a list of file names"),
                Arguments.of(report(one, "two"), "must be an object"),
                Arguments.of(Map.of("summary", "x"), "findings must be a list."),
                Arguments.of(Map.of("findings", List.of(one, two)), "summary must be a text."),
                Arguments.of(
                        report(one, Map.of("expectation", 2, "verdict", "pass", "evidence", " ", "screenshots", shown)),
                        "evidence must be a text."));
    }

    @ParameterizedTest
    @MethodSource
    void reports_thatDoNotCount(Map<String, ?> report, String sentence) {
        assertThatThrownBy(() -> tool.read(report, MADE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}
