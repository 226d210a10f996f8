package io.tachograph.dashboardtest.verdict;

import java.util.Locale;

/** Why a scenario was not judged by Claude. */
public enum Cause {
    /** The page that it begins with did not load; Claude was not asked. */
    PAGE_NOT_LOADED,
    /** Claude refused. */
    REFUSED,
    /** An answer was longer than it may be, or the conversation than the model takes. */
    ANSWER_TOO_LONG,
    /** The budget of steps or tokens was used up. */
    BUDGET_USED_UP,
    /** Claude ended without a verdict, also when asked for one. */
    NO_VERDICT,
    /** The API did not take the request: key, model, limits of spending. */
    API_REFUSED,
    /** The API did not answer, also when asked again. */
    API_AWAY,
    /** The API's answer cannot be read. */
    ANSWER_UNREADABLE,
    /** Somebody stopped it. */
    INTERRUPTED;

    /** As in files. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
