package io.tachograph.dashboardtest.verdict;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tool by which Claude reports; the report is checked before it counts. */
public final class VerdictTool {
    public static final String NAME = "report_verdict";
    public static final String DESCRIPTION =
            "Reports what was found, once, at the end: one finding for each numbered expectation, each with what was seen"
                    + " and the screenshots that show it.";
    public static final List<String> REQUIRED = List.of("summary", "findings");

    private static final Set<String> OF_A_FINDING = Set.of("expectation", "verdict", "evidence", "screenshots");

    private final int expectations;

    /** @param expectations how many the scenario has */
    public VerdictTool(int expectations) {
        this.expectations = expectations;
    }

    /** The JSON Schema of each argument, by its name. */
    public Map<String, Object> properties() {
        Map<String, Object> finding = new LinkedHashMap<>();
        finding.put(
                "expectation",
                Map.of(
                        "type",
                        "integer",
                        "description",
                        "Number of the expectation, 1 to " + expectations + "; 0 for something else that is wrong."));
        finding.put("verdict", Map.of("type", "string", "enum", List.of("pass", "fail", "inconclusive")));
        finding.put(
                "evidence",
                Map.of("type", "string", "description", "What was seen: texts, numbers, console messages."));
        finding.put(
                "screenshots",
                Map.of(
                        "type",
                        "array",
                        "items",
                        Map.of("type", "string"),
                        "description",
                        "File names that screenshot told; at least one for pass and fail."));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("summary", Map.of("type", "string", "description", "What it comes to, in a sentence or two."));
        all.put(
                "findings",
                Map.of(
                        "type",
                        "array",
                        "items",
                        Map.of(
                                "type",
                                "object",
                                "properties",
                                finding,
                                "required",
                                List.of("expectation", "verdict", "evidence", "screenshots"),
                                "additionalProperties",
                                false)));
        return all;
    }

    /**
     * Reads a report.
     *
     * @param screenshots names of those that were made
     * @throws IllegalArgumentException when something is wrong with it, in a sentence for who reported
     */
    public TestVerdict read(Map<String, ?> report, Set<String> screenshots) {
        if (!(report.get("findings") instanceof List<?> list)) {
            throw new IllegalArgumentException("findings must be a list.");
        }
        List<Finding> findings = new ArrayList<>();
        Set<Integer> judged = new HashSet<>();
        for (Object one : list) {
            if (!(one instanceof Map<?, ?> fields)) {
                throw new IllegalArgumentException("Each finding must be an object.");
            }
            Finding finding = finding(fields, screenshots);
            if (finding.expectation() > 0 && !judged.add(finding.expectation())) {
                throw new IllegalArgumentException(
                        "Expectation " + finding.expectation() + " has two findings: make them one.");
            }
            findings.add(finding);
        }
        for (int i = 1; i <= expectations; i++) {
            if (!judged.contains(i)) {
                throw new IllegalArgumentException("Expectation " + i + " has no finding.");
            }
        }
        return TestVerdict.of(text(report, "summary"), findings);
    }

    private Finding finding(Map<?, ?> fields, Set<String> screenshots) {
        for (Object name : fields.keySet()) {
            if (!OF_A_FINDING.contains(String.valueOf(name))) {
                throw new IllegalArgumentException("Unknown field '" + name + "' of a finding.");
            }
        }
        if (!(fields.get("expectation") instanceof Number number)
                || number.doubleValue() != number.intValue()
                || number.intValue() < 0
                || number.intValue() > expectations) {
            throw new IllegalArgumentException("expectation must be 0 to " + expectations + ".");
        }
        TestJudgement judgement = judgement(fields.get("verdict"));
        List<String> shown = screenshots(fields.get("screenshots"), screenshots);
        if (shown.isEmpty() && judgement != TestJudgement.INCONCLUSIVE) {
            throw new IllegalArgumentException(
                    "The finding of expectation " + number + " names no screenshot that shows it: make one.");
        }
        return new Finding(number.intValue(), judgement, text(fields, "evidence"), shown);
    }

    private static TestJudgement judgement(@Nullable Object value) {
        for (TestJudgement each : TestJudgement.values()) {
            if (each.text().equals(value)) {
                return each;
            }
        }
        throw new IllegalArgumentException("verdict must be pass, fail or inconclusive, not '" + value + "'.");
    }

    private static List<String> screenshots(@Nullable Object value, Set<String> made) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException("screenshots must be a list of file names.");
        }
        List<String> names = new ArrayList<>();
        for (Object name : list) {
            if (!(name instanceof String text) || !made.contains(text)) {
                throw new IllegalArgumentException("There is no screenshot '" + name + "'.");
            }
            names.add(text);
        }
        return names;
    }

    private static String text(Map<?, ?> fields, String name) {
        if (!(fields.get(name) instanceof String text) || text.isBlank()) {
            throw new IllegalArgumentException(name + " must be a text.");
        }
        return text;
    }
}
