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
public record TestVerdict(Judgement judgement, @Nullable Cause cause, String summary, List<Finding> findings) {
    public TestVerdict {
        findings = List.copyOf(findings);
    }

    /** The worst of its findings: one that fails, else one that is open. */
    static TestVerdict of(String summary, List<Finding> findings) {
        Judgement worst = Judgement.PASS;
        for (Finding finding : findings) {
            if (finding.judgement() == Judgement.FAIL) {
                worst = Judgement.FAIL;
            } else if (finding.judgement() == Judgement.INCONCLUSIVE && worst == Judgement.PASS) {
                worst = Judgement.INCONCLUSIVE;
            }
        }
        return new TestVerdict(worst, null, summary, findings);
    }

    /** That it was not judged. */
    public static TestVerdict open(Cause cause, String why) {
        return new TestVerdict(Judgement.INCONCLUSIVE, cause, why, List.of());
    }
}
