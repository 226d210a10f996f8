package io.tachograph.windows;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Workload band by the prompt's length in Unicode code points. Length, not tokens: it is known before the answer, so a
 * failed request has a band too and failures cannot leave the cell they belong to.
 */
public enum PromptBand {
    /** Fewer than 1,000. */
    SHORT(1_000),
    /** Fewer than 8,000. */
    MEDIUM(8_000),
    /** Fewer than 32,000. */
    LONG(32_000),
    /** 32,000 and more. */
    VERY_LONG(Integer.MAX_VALUE),
    /** The client did not say. */
    UNKNOWN(0);

    private final int below;
    private final String key = name().toLowerCase(Locale.ROOT);

    PromptBand(int below) {
        this.below = below;
    }

    public static PromptBand of(@Nullable Integer promptChars) {
        return promptChars == null ? UNKNOWN : of(promptChars.longValue());
    }

    /** The band of a prompt whose length is known. */
    public static PromptBand of(long promptChars) {
        if (promptChars < SHORT.below) {
            return SHORT;
        }
        if (promptChars < MEDIUM.below) {
            return MEDIUM;
        }
        return promptChars < LONG.below ? LONG : VERY_LONG;
    }

    public String key() {
        return key;
    }
}
