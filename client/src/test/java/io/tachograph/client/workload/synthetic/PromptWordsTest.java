package io.tachograph.client.workload.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.tachograph.client.workload.Draws;
import io.tachograph.client.workload.tokens.TokenCounter;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PromptWordsTest {
    @ParameterizedTest
    @EnumSource(
            value = EncodingType.class,
            names = {"R50K_BASE", "CL100K_BASE", "O200K_BASE"})
    void bundledWords_areOneTokenEach(EncodingType type) {
        Encoding encoding = Encodings.newLazyEncodingRegistry().getEncoding(type);
        PromptWords words = PromptWords.bundled();

        assertThat(WordList.all()).hasSize(1024).doesNotHaveDuplicates();
        for (int tokens : new int[] {1, 2, 15, 16, 17, 31, 32, 33, 100, 2_000}) {
            String text = words.text(Draws.of(5, tokens), tokens);
            assertThat(encoding.countTokensOrdinary(text)).isEqualTo(tokens);
        }
        assertThat(encoding.countTokensOrdinary(words.nonce(1, 2))).isEqualTo(words.nonceTokens());
    }

    /** It knows only words that begin with a letter up to m. */
    private static final TokenCounter HALF = text -> {
        int tokens = 0;
        for (String word : text.strip().split(" ", -1)) {
            tokens += word.charAt(0) <= 'm' ? 1 : 2;
        }
        return tokens;
    };

    @Test
    void wordsOfATokenizer_areThoseOfOneToken() {
        PromptWords words = PromptWords.of(HALF);

        assertThat(HALF.count(words.text(Draws.of(1, 1), 3_000))).isEqualTo(3_000);
        assertThat(words.nonceTokens()).isEqualTo(5);
        assertThat(words.describe()).isEqualTo("lengths exact for own tokenizer");
    }

    @Test
    void tokenizerThatKnowsFewWords_isRefused() {
        assertThatThrownBy(() -> PromptWords.of(String::length))
                .hasMessage("prompts of an exact length cannot be made for own tokenizer: only 0 of the bundled words"
                        + " are one token");
    }

    @Test
    void tokensAcrossSpaces_areRefused() {
        assertThatThrownBy(() -> PromptWords.of(text -> 1))
                .hasMessageContaining("8 words of one token each are 1 tokens");
    }

    @Test
    void nonces_areAllDifferent_alsoFarApart() {
        PromptWords words = PromptWords.bundled();
        Set<String> nonces = new HashSet<>();
        for (long number = 0; number < 200_000; number++) {
            nonces.add(words.nonce(3, number));
            nonces.add(words.nonce(3, (1L << 40) - 1 - number));
        }
        assertThat(nonces).hasSize(400_000);
        assertThat(words.nonce(4, 0)).isNotEqualTo(words.nonce(3, 0));
    }

    @Test
    void texts_hardlyEverBeginAlike() {
        PromptWords words = PromptWords.bundled();
        Set<String> beginnings = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            beginnings.add(words.text(Draws.of(1, i), 64).substring(0, 60));
        }
        assertThat(beginnings).hasSize(10_000);
    }
}
