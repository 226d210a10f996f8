package io.tachograph.client.workload.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tokenizers that work without a network: two that are bundled, and files. */
public final class Tokenizers {
    private Tokenizers() {}

    /** OpenAI's for GPT-4o and later; loading takes about half a second. */
    public static TokenCounter o200k() {
        return bundled(EncodingType.O200K_BASE);
    }

    /** OpenAI's for GPT-4 and GPT-3.5; Llama 3's and Qwen's are near to it. */
    public static TokenCounter cl100k() {
        return bundled(EncodingType.CL100K_BASE);
    }

    private static TokenCounter bundled(EncodingType type) {
        return new BundledTokenizer(
                type.getName(), Encodings.newLazyEncodingRegistry().getEncoding(type));
    }

    /**
     * A byte-level BPE in Hugging Face's form, such as those of GPT-2, Llama 3, Qwen and DeepSeek. Texts are counted as
     * ordinary ones: the file's special tokens and its post-processor do not matter.
     *
     * @param file a {@code tokenizer.json}, or the directory that holds one
     * @throws IllegalArgumentException in one sentence, when it does not exist, is broken, or of another kind
     * @throws IOException when it cannot be read
     */
    public static TokenCounter load(Path file) throws IOException {
        return TokenizerJson.load(Files.isDirectory(file) ? file.resolve("tokenizer.json") : file);
    }

    /**
     * By name.
     *
     * @param name {@code o200k_base}, {@code cl100k_base}, or the path of what {@link #load} takes
     */
    public static TokenCounter of(String name) throws IOException {
        return switch (name) {
            case "o200k_base" -> o200k();
            case "cl100k_base" -> cl100k();
            default -> load(Path.of(name));
        };
    }
}
