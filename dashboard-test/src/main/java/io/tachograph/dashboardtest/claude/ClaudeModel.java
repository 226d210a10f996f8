package io.tachograph.dashboardtest.claude;

/**
 * Who answers.
 *
 * @param name of the model
 * @param answerTokens that one answer may have
 */
public record ClaudeModel(String name, int answerTokens) {}
