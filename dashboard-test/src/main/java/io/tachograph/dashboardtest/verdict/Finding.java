package io.tachograph.dashboardtest.verdict;

import java.util.List;

/**
 * What was found of one expectation.
 *
 * @param expectation counted from 1; 0: something else that is wrong
 * @param evidence what was seen
 * @param screenshots names of the files that show it
 */
public record Finding(int expectation, TestJudgement judgement, String evidence, List<String> screenshots) {
    public Finding {
        screenshots = List.copyOf(screenshots);
    }
}
