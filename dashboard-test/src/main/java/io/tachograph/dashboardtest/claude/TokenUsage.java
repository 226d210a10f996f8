package io.tachograph.dashboardtest.claude;

/**
 * What an answer, or several, took.
 *
 * @param input tokens that were read anew
 * @param cacheWrite tokens that were read and kept
 * @param cacheRead tokens that had been kept
 * @param output tokens that were written, those of thinking among them
 */
public record TokenUsage(long input, long cacheWrite, long cacheRead, long output) {
    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0);

    public long total() {
        return input + cacheWrite + cacheRead + output;
    }

    public TokenUsage plus(TokenUsage other) {
        return new TokenUsage(
                input + other.input, cacheWrite + other.cacheWrite, cacheRead + other.cacheRead, output + other.output);
    }
}
