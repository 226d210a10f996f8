package io.tachograph.collectors.prompts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A set of prompts, at least one. Immutable. */
public final class Prompts {
    private final List<String> texts;

    private Prompts(List<String> texts) {
        this.texts = List.copyOf(texts);
    }

    /** Some thirty short prompts on everyday matters, each below 400 characters. */
    public static Prompts builtIn() {
        String resource = "built-in.json";
        try (InputStream in =
                Objects.requireNonNull(Prompts.class.getResourceAsStream(resource), "prompts are missing in the jar")) {
            return new Prompts(
                    PromptFormat.parse("built-in prompts", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    /** Exactly these prompts. */
    public static Prompts of(List<String> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("at least one prompt is needed");
        }
        return new Prompts(texts);
    }

    /**
     * Prompts from a UTF-8 file: a JSON list of strings, a JSON list of objects with a string {@code prompt} (their
     * other fields do not matter), or JSON Lines of either.
     *
     * @throws IllegalArgumentException in one sentence with file and line or element, when the file holds anything else
     * @throws IOException when it cannot be read
     */
    public static Prompts load(Path file) throws IOException {
        String content;
        try {
            content = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("prompt file " + file + " is not UTF-8 text", e);
        }
        return new Prompts(PromptFormat.parse("prompt file " + file, content));
    }

    /** The prompts, in the order of their source. */
    public List<String> texts() {
        return texts;
    }

    /** The prompts over and over, each pass in another order; the same seed gives the same sequence. */
    public PromptSequence shuffled(long seed) {
        return new PromptSequence(texts, seed);
    }
}
