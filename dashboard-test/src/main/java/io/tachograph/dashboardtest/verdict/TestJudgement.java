package io.tachograph.dashboardtest.verdict;

import java.util.Locale;

/** What an expectation, or a whole scenario, came to. */
public enum TestJudgement {
    PASS,
    FAIL,
    /** It could not be seen whether it holds. */
    INCONCLUSIVE;

    /** As in files and on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
