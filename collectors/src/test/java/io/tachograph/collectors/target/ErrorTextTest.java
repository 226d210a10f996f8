package io.tachograph.collectors.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
    private static final @Nullable ApiKey KEY =
            ApiKey.of(TargetFixture.config(URI.create("http://localhost")), Map.of("LAB_KEY", TargetFixture.KEY)::get);
    private static final URI URL = URI.create("https://h/v1?api-key=q%2Bsecret123&x=1");
    private static final String PROMPT = "Line one\nand line two of a prompt.";

    @Test
    void text_becomesOneShortLine() {
        assertThat(ErrorText.of("a\r\n\tb\u0000c", PROMPT, KEY, URL)).isEqualTo("a b c");
        assertThat(ErrorText.of("🚚".repeat(400), PROMPT, KEY, URL))
                .hasSizeLessThanOrEqualTo(ErrorText.MAX_CHARS)
                .endsWith("🚚…");
        assertThat(ErrorText.of(null, PROMPT, KEY, URL)).isNull();
    }

    @Test
    void anyPieceOfTheKey_isWithheld() {
        for (int at = 0; at + 8 <= TargetFixture.KEY.length(); at++) {
            String piece = TargetFixture.KEY.substring(at, at + 8);
            assertThat(ErrorText.of("bad key " + piece + "***", PROMPT, KEY, URL))
                    .doesNotContain(piece);
        }
    }

    @Test
    void piecesOfThePrompt_areWithheld_whateverTheirLineBreaks() {
        assertThat(ErrorText.of("cannot read 'one and line two'", PROMPT, KEY, URL))
                .contains("withheld");
        assertThat(ErrorText.of("bad: Line one \n and line two of a prompt.!", PROMPT, null, URL))
                .contains("withheld");
        assertThat(ErrorText.of("prompt is too long", PROMPT, null, URL)).isEqualTo("prompt is too long");
        assertThat(ErrorText.of("you said 'Good day'", "Good day", null, URL)).contains("withheld");
        assertThat(ErrorText.of("Hi is no model", "Hi", null, URL)).isEqualTo("Hi is no model");
    }

    @Test
    void anyPieceOfTheQuery_isWithheld_asItIsOrDecoded() {
        assertThat(ErrorText.of("no such key: q+secret1", PROMPT, null, URL)).contains("withheld");
        assertThat(ErrorText.of("no such key: q%2Bsecre", PROMPT, null, URL)).contains("withheld");
        assertThat(ErrorText.of("POST /v1/x?... is unknown", PROMPT, null, URL)).isEqualTo("POST /v1/x?... is unknown");
    }

    @Test
    void runAnywhereInALongPrompt_isWithheld_whereverItBeginsInWhatIsShown() {
        StringBuilder prompt = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            prompt.append("word number ").append(i).append("\n");
        }
        String run = "mber 641 word nu";
        for (int at : new int[] {0, 100, ErrorText.MAX_CHARS - 1}) {
            assertThat(ErrorText.of("#".repeat(at) + run, prompt.toString(), null, URL))
                    .contains("withheld");
        }
        String beyond = "#".repeat(ErrorText.MAX_CHARS + 1) + run;
        assertThat(ErrorText.of(beyond, prompt.toString(), null, URL)).endsWith("#…");
        assertThat(ErrorText.of("mber 641_word nu", prompt.toString(), null, URL))
                .isEqualTo("mber 641_word nu");
    }
}
