package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.RequestExtras;
import io.tachograph.schemas.TargetConfig;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
    private static final TargetConfig TARGET = TargetFixture.config(
                    URI.create("https://h/v1?api-key=q%2Bsecret123&x=1"))
            .withExtras(new RequestExtras(
                    Map.of("X-Team", "blue-team-77", "Authorization", "Bearer gateway-pass-word", "X-Debug", "1"),
                    "{}"));
    private static final @Nullable ApiKey KEY = ApiKey.of(TARGET, Map.of("LAB_KEY", TargetFixture.KEY)::get);
    private static final Secrets WITH_KEY = Secrets.of(TARGET, KEY, Map.of());
    private static final Secrets WITHOUT = Secrets.of(TARGET, null, Map.of());
    private static final String PROMPT = "Line one\nand line two of a prompt.";

    @Test
    void text_becomesOneShortLine() {
        assertThat(ErrorText.of("a\r\n\tb\u0000c", PROMPT, WITH_KEY)).isEqualTo("a b c");
        assertThat(ErrorText.of("🚚".repeat(400), PROMPT, WITH_KEY))
                .hasSizeLessThanOrEqualTo(ErrorText.MAX_CHARS)
                .endsWith("🚚…");
    }

    @Test
    void anyPieceOfTheKey_isWithheld() {
        for (int at = 0; at + 8 <= TargetFixture.KEY.length(); at++) {
            String piece = TargetFixture.KEY.substring(at, at + 8);
            assertThat(ErrorText.of("bad key " + piece + "***", PROMPT, WITH_KEY))
                    .doesNotContain(piece);
        }
    }

    @Test
    void piecesOfThePrompt_areWithheld_whateverTheirLineBreaks() {
        assertThat(ErrorText.of("cannot read 'one and line two'", PROMPT, WITH_KEY))
                .contains("withheld");
        assertThat(ErrorText.of("bad: Line one \n and line two of a prompt.!", PROMPT, WITHOUT))
                .contains("withheld");
        assertThat(ErrorText.of("prompt is too long", PROMPT, WITHOUT)).isEqualTo("prompt is too long");
        assertThat(ErrorText.of("you said 'Good day'", "Good day", WITHOUT)).contains("withheld");
        assertThat(ErrorText.of("Hi is no model", "Hi", WITHOUT)).isEqualTo("Hi is no model");
    }

    @Test
    void anyPieceOfTheQuery_isWithheld_asItIsOrDecoded() {
        assertThat(ErrorText.of("no such key: q+secret1", PROMPT, WITHOUT)).contains("withheld");
        assertThat(ErrorText.of("no such key: q%2Bsecre", PROMPT, WITHOUT)).contains("withheld");
        assertThat(ErrorText.of("POST /v1/x?... is unknown", PROMPT, WITHOUT)).isEqualTo("POST /v1/x?... is unknown");
    }

    @Test
    void anyPieceOfAHeaderValue_isWithheld_butNotWhatIsInAnyText() {
        assertThat(ErrorText.of("team blue-team-77 is unknown", PROMPT, WITHOUT))
                .isEqualTo("(the target's error text repeats a request header and is withheld)");
        assertThat(ErrorText.of("bad token: gateway-pass***", PROMPT, WITHOUT)).contains("withheld");
        assertThat(ErrorText.of("Bearer authentication failed 1 time", PROMPT, WITHOUT))
                .isEqualTo("Bearer authentication failed 1 time");
    }

    @Test
    void credentialsThatAnAdapterMakes_areWithheld() {
        Secrets secrets = Secrets.of(
                TargetFixture.config(URI.create("http://h")),
                null,
                Map.of("Authorization", "Basic dXNlcjpwYXNz", "anthropic-version", "2023-06-01"));

        assertThat(ErrorText.of("cannot decode dXNlcjpwYXNz", PROMPT, secrets)).contains("withheld");
        assertThat(ErrorText.of("version 2023-06-01 is gone", PROMPT, secrets)).isEqualTo("version 2023-06-01 is gone");
    }

    @Test
    void runAnywhereInALongPrompt_isWithheld_whereverItBeginsInWhatIsShown() {
        StringBuilder prompt = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            prompt.append("word number ").append(i).append("\n");
        }
        String run = "mber 641 word nu";
        for (int at : new int[] {0, 100, ErrorText.MAX_CHARS - 1}) {
            assertThat(ErrorText.of("#".repeat(at) + run, prompt.toString(), WITHOUT))
                    .contains("withheld");
        }
        String beyond = "#".repeat(ErrorText.MAX_CHARS + 1) + run;
        assertThat(ErrorText.of(beyond, prompt.toString(), WITHOUT)).endsWith("#…");
        assertThat(ErrorText.of("mber 641_word nu", prompt.toString(), WITHOUT)).isEqualTo("mber 641_word nu");
    }
}
