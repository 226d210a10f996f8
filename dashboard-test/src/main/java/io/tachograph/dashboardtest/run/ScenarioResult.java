package io.tachograph.dashboardtest.run;

import io.tachograph.dashboardtest.claude.TokenUsage;
import io.tachograph.dashboardtest.scenario.Scenario;
import io.tachograph.dashboardtest.verdict.TestVerdict;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario came to, and what it took.
 *
 * @param answers of Claude's
 * @param retries requests that were sent again
 * @param failedCalls tools that did not do what they were asked, wrong arguments among them
 * @param browserDeaths how often the browser or its page died
 */
public record ScenarioResult(
        Scenario scenario,
        TestVerdict verdict,
        int answers,
        TokenUsage usage,
        int retries,
        int failedCalls,
        int browserDeaths) {
    /** As it is written into {@code verdict.json}. */
    Map<String, Object> asFile(String model) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("scenario", scenario.name());
        all.put("verdict", verdict.judgement().text());
        all.put("cause", verdict.cause() == null ? null : verdict.cause().text());
        all.put("summary", verdict.summary());
        all.put(
                "findings",
                verdict.findings().stream()
                        .map(finding -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("expectation", textOf(finding.expectation()));
                            one.put("verdict", finding.judgement().text());
                            one.put("evidence", finding.evidence());
                            one.put("screenshots", finding.screenshots());
                            return one;
                        })
                        .toList());
        all.put("model", model);
        all.put("answers", answers);
        all.put("tokens", tokens(usage));
        all.put("retries", retries);
        all.put("failed_calls", failedCalls);
        all.put("browser_deaths", browserDeaths);
        return all;
    }

    private @Nullable String textOf(int expectation) {
        return expectation == 0 ? null : scenario.expectations().get(expectation - 1);
    }

    static Map<String, Long> tokens(TokenUsage usage) {
        Map<String, Long> tokens = new LinkedHashMap<>();
        tokens.put("input", usage.input());
        tokens.put("cache_write", usage.cacheWrite());
        tokens.put("cache_read", usage.cacheRead());
        tokens.put("output", usage.output());
        return tokens;
    }
}
