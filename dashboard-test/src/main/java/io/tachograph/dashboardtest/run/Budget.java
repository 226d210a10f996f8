package io.tachograph.dashboardtest.run;

import io.tachograph.dashboardtest.claude.TokenUsage;

/** What one scenario may take, and what it has taken. Used by one thread. */
final class Budget {
    private final ScenarioLimits limits;
    private TokenUsage used = TokenUsage.NONE;
    private long lastAnswer;
    private int answers;

    Budget(ScenarioLimits limits) {
        this.limits = limits;
    }

    void spend(TokenUsage usage) {
        used = used.plus(usage);
        lastAnswer = usage.total();
        answers++;
    }

    /** Whether the next answer has to be the last. One takes at least as much as the one before, which it repeats. */
    boolean isNearlyUsedUp() {
        return answers + 1 >= limits.answers() || used.total() + 2 * lastAnswer >= limits.tokens();
    }

    boolean isUsedUp() {
        return answers >= limits.answers() || used.total() >= limits.tokens();
    }

    int answers() {
        return answers;
    }

    TokenUsage used() {
        return used;
    }

    @Override
    public String toString() {
        return answers + " of " + limits.answers() + " answers, " + used.total() + " of " + limits.tokens() + " tokens";
    }
}
