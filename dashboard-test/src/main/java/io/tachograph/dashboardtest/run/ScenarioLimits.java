package io.tachograph.dashboardtest.run;

/**
 * What one scenario may take.
 *
 * @param answers of Claude's
 * @param tokens read and written, those that were kept among them
 */
public record ScenarioLimits(int answers, long tokens) {
    public ScenarioLimits {
        if (answers < 2 || tokens < 1) {
            throw new IllegalArgumentException("a scenario needs two answers and some tokens at least");
        }
    }
}
