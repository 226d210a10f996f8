package io.tachograph.dashboardtest.tool;

import org.jspecify.annotations.Nullable;

/**
 * What a tool tells.
 *
 * @param failed that it was not done; the text says why
 * @param picture that goes with the text
 */
public record ToolAnswer(
        String text, boolean failed, @Nullable Picture picture) {
    static ToolAnswer of(String text) {
        return new ToolAnswer(text, false, null);
    }

    /** That it was not done. */
    public static ToolAnswer failed(String why) {
        return new ToolAnswer(why, true, null);
    }
}
