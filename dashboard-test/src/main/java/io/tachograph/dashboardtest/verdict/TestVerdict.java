package io.tachograph.dashboardtest.verdict;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario came to.
 *
 * @param cause why it was not judged; null when it was
 * @param summary in a sentence or two
 * @param findings one for each expectation, and others; none when it was not judged
 */
public record TestVerdict(TestJudgement judgement, @Nullable Cause cause, String summary, List<Finding> findings) {
    public TestVerdict {
        findings = List.copyOf(findings);
    }

    /** The worst of its findings: one that fails, else one that is open. */
    static TestVerdict of(String summary, List<Finding> findings) {
        TestJudgement worst = TestJudgement.PASS;
        for (Finding finding : findings) {
            if (finding.judgement() == TestJudgement.FAIL) {
                worst = TestJudgement.FAIL;
            } else if (finding.judgement() == TestJudgement.INCONCLUSIVE && worst == TestJudgement.PASS) {
                worst = TestJudgement.INCONCLUSIVE;
            }
        }
        return new TestVerdict(worst, null, summary, findings);
    }

    /** That it was not judged. */
    public static TestVerdict open(Cause cause, String why) {
        return new TestVerdict(TestJudgement.INCONCLUSIVE, cause, why, List.of());
    }
}
