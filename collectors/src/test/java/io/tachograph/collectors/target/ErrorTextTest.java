package io.tachograph.collectors.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
    private static final @Nullable ApiKey KEY =
            ApiKey.of(TargetFixture.config(URI.create("http://localhost")), Map.of("LAB_KEY", TargetFixture.KEY)::get);
    private static final String PROMPT = "Line one\nand line two of a prompt.";

    @Test
    void text_becomesOneShortLine() {
        assertThat(ErrorText.of("a\r\n\tb\u0000c", PROMPT, KEY)).isEqualTo("a b c");
        assertThat(ErrorText.of("🚚".repeat(400), PROMPT, KEY))
                .hasSizeLessThanOrEqualTo(ErrorText.MAX_CHARS)
                .endsWith("🚚…");
        assertThat(ErrorText.of(null, PROMPT, KEY)).isNull();
    }

    @Test
    void anyPieceOfTheKey_isWithheld() {
        for (int at = 0; at + 8 <= TargetFixture.KEY.length(); at++) {
            String piece = TargetFixture.KEY.substring(at, at + 8);
            assertThat(ErrorText.of("bad key " + piece + "***", PROMPT, KEY)).doesNotContain(piece);
        }
    }

    @Test
    void piecesOfThePrompt_areWithheld_whateverTheirLineBreaks() {
        assertThat(ErrorText.of("cannot read 'one and line two'", PROMPT, KEY)).contains("withheld");
        assertThat(ErrorText.of("bad: Line one \n and line two of a prompt.!", PROMPT, null))
                .contains("withheld");
        assertThat(ErrorText.of("prompt is too long", PROMPT, null)).isEqualTo("prompt is too long");
        assertThat(ErrorText.of("you said 'Good day'", "Good day", null)).contains("withheld");
        assertThat(ErrorText.of("Hi is no model", "Hi", null)).isEqualTo("Hi is no model");
    }
}
