package io.tachograph.dashboardtest.scenario;

/** What is wrong with a file of scenarios, in a sentence that names it. */
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1L;

    public ScenarioException(String sentence) {
        super(sentence);
    }
}
