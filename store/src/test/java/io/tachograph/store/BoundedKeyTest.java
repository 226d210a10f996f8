package io.tachograph.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedKeyTest {
    @Test
    void shortParts_canBeRead() {
        assertThat(BoundedKey.of("burn", "chat", "eu-vllm-atlas")).isEqualTo("burn|chat|eu-vllm-atlas");
    }

    @Test
    void longParts_areBoundedAndTold() {
        String slug = "x".repeat(10_000);

        assertThat(BoundedKey.of("burn", slug + "a"))
                .hasSize(500)
                .startsWith("burn|xxx")
                .isNotEqualTo(BoundedKey.of("burn", slug + "b"));
    }

    @Test
    void partsWithTheSeparator_doNotMeet() {
        assertThat(BoundedKey.of("a|b", "c")).isNotEqualTo(BoundedKey.of("a", "b|c"));
    }

    @Test
    void cutBetweenSurrogates_isMovedAside() {
        String key = BoundedKey.of("x" + "\uD83D\uDE00".repeat(300));

        assertThat(key.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF)).isEmpty();
    }
}
