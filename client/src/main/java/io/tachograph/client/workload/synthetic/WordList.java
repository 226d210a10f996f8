package io.tachograph.client.workload.synthetic;

import io.tachograph.client.workload.tokens.TokenCounter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The bundled words: 1,024 of three to seven letters. */
final class WordList {
    /** Fewer make texts that a server's cache, or a reader, takes for the same. */
    private static final int LEAST = 64;

    private WordList() {}

    static List<String> all() {
        try (InputStream in = Objects.requireNonNull(
                        WordList.class.getResourceAsStream("words.txt"), "words.txt is missing in the jar");
                BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return text.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read words.txt", e);
        }
    }

    /** Words that are one token at the beginning of a text and after a space. */
    static List<String> ofOneToken(TokenCounter tokenizer) {
        List<String> words = all().stream()
                .filter(word -> tokenizer.count(word) == 1 && tokenizer.count(" " + word) == 1)
                .toList();
        if (words.size() < LEAST) {
            throw new IllegalArgumentException("prompts of an exact length cannot be made for " + tokenizer.describe()
                    + ": only " + words.size() + " of the bundled words are one token");
        }
        return words;
    }
}
