package io.tachograph.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestSubjectTest {
    private static RequestSubject of(String body) throws RefusedRequest {
        return RequestSubject.of(body.getBytes(StandardCharsets.UTF_8));
    }

    /** Texts that are asked count, in code points; roles, pictures, tools and numbers do not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"messages\":[{\"role\":\"user\",\"content\":\"abc\"},{\"role\":\"user\",\"content\":\"d\\ud83d\\ude00\"}] | 5",
                "\"messages\":[{\"content\":[{\"type\":\"text\",\"text\":\"ab\"},{\"image_url\":{\"url\":\"data:xyz\"}}]}] | 2",
                "\"system\":\"abc\",\"messages\":[{\"content\":\"d\"}] | 4",
                "\"system\":[{\"type\":\"text\",\"text\":\"abc\"}] | 3",
                "\"prompt\":\"abc\" | 3",
                "\"prompt\":[\"ab\",\"cd\"] | 4",
                "\"prompt\":[1,2,3] | 0",
                "\"input\":[{\"role\":\"user\",\"content\":\"ab\"}],\"instructions\":\"c\" | 3",
                "\"tools\":[{\"content\":\"abc\"}] | 0",
                "\"input\":null | 0"
            })
    void promptChars_areThoseOfTheTexts(String fields, int chars) throws Exception {
        assertThat(of("{\"model\":\"m\"," + fields + "}").promptChars()).isEqualTo(chars);
    }

    @Test
    void user_isWhereEachApiHasIt() throws Exception {
        assertThat(of("{\"model\":\"m\",\"user\":\" ann \"}").user()).isEqualTo("ann");
        assertThat(of("{\"model\":\"m\",\"metadata\":{\"x\":{\"user_id\":\"no\"},\"user_id\":\"ann\"}}")
                        .user())
                .isEqualTo("ann");
        assertThat(of("{\"model\":\"m\",\"user\":\"" + "x".repeat(65) + "\"}").user())
                .isNull();
        assertThat(of("{\"model\":\"m\",\"user\":\"a\\nb\"}").user()).isNull();
        assertThat(of("{\"model\":\"m\"}").user()).isNull();
    }

    @Test
    void refusal_quotesNothingOfTheBody() {
        assertThatThrownBy(() -> of("{\"model\":\"m\",\"messages\":secret}"))
                .isInstanceOf(RefusedRequest.class)
                .hasMessage("The body is not valid JSON.");
        assertThatThrownBy(() -> of("{\"model\":\"m\",\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"))
                .isInstanceOf(RefusedRequest.class);
    }
}
