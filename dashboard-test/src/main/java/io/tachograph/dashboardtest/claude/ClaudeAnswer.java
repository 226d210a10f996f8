package io.tachograph.dashboardtest.claude;

import java.util.List;

/**
 * One answer.
 *
 * @param text what Claude says; may be empty
 * @param stopReason as on the wire
 * @param refusal why Claude refused, where it did and says so; else empty
 */
public record ClaudeAnswer(String text, List<ToolCall> calls, String stopReason, String refusal, TokenUsage usage) {
    public ClaudeAnswer {
        calls = List.copyOf(calls);
    }
}
