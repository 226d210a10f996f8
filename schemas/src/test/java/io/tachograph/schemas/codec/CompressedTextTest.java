package io.tachograph.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CompressedTextTest {
    @Test
    void text_isWhatItWas() throws IOException {
        assertThat(CompressedText.text(CompressedText.of("Grüße"), 7)).isEqualTo("Grüße");
    }

    @Test
    void moreThanAllowed_orDamaged_isRefused() {
        byte[] bomb = CompressedText.of("0".repeat(10_000_000));

        assertThat(bomb.length).isLessThan(20_000);
        assertThatThrownBy(() -> CompressedText.text(bomb, 9_999_999))
                .isInstanceOf(IOException.class)
                .hasMessage("the text has more than 9999999 bytes");
        assertThatThrownBy(() -> CompressedText.text(new byte[] {1, 2, 3}, 10)).isInstanceOf(IOException.class);
    }
}
