package io.tachograph.client.workload.synthetic;

import io.tachograph.client.workload.Draws;
import io.tachograph.client.workload.tokens.TokenCounter;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Common English words, each of which, with the space before it, is one token, so that a text of n words has n tokens.
 * All of the bundled words are one token for GPT-2's, GPT-4's and GPT-4o's tokenizers; for another, only those that are
 * one token there as well are used. Immutable.
 */
public final class PromptWords {
    private static final int CHUNK = 16;
    private static final int CHUNK_BITS = 12;
    private static final int CHARS_PER_WORD = 6;
    private static final int NONCE_BITS = 40;

    private final String[] words;
    private final String[] spaced;
    /** Bits that choose a word. */
    private final int bits;
    /** Texts of {@link #CHUNK} words, spaces before all of them: a long text is put together from these. */
    private final String[] chunks = new String[1 << CHUNK_BITS];

    private final String tokenizer;

    private PromptWords(List<String> candidates, String tokenizer) {
        this.tokenizer = tokenizer;
        bits = 31 - Integer.numberOfLeadingZeros(candidates.size());
        words = new String[1 << bits];
        spaced = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = candidates.get((int) ((long) i * candidates.size() / words.length));
            spaced[i] = " " + words[i];
        }
        SplittableRandom random = Draws.of(0, 0);
        for (int i = 0; i < chunks.length; i++) {
            StringBuilder chunk = new StringBuilder(CHUNK * CHARS_PER_WORD);
            for (int word = 0; word < CHUNK; word++) {
                chunk.append(spaced[index(random.nextLong())]);
            }
            chunks[i] = chunk.toString();
        }
    }

    /** All bundled words; lengths in tokens are estimates for any tokenizer other than those three. */
    public static PromptWords bundled() {
        return new PromptWords(WordList.all(), "");
    }

    /**
     * Those words that are one token for a tokenizer, which makes lengths exact.
     *
     * @throws IllegalArgumentException in one sentence, when too few words are, or tokens reach across spaces
     */
    public static PromptWords of(TokenCounter tokenizer) {
        PromptWords words = new PromptWords(WordList.ofOneToken(tokenizer), tokenizer.describe());
        for (int tokens = 1; tokens <= 200; tokens += 7) {
            String text = words.text(Draws.of(1, tokens), tokens);
            int counted = tokenizer.count(text);
            if (counted != tokens) {
                throw new IllegalArgumentException("prompts of an exact length cannot be made for "
                        + tokenizer.describe() + ": " + tokens + " words of one token each are " + counted
                        + " tokens together");
            }
        }
        return words;
    }

    private int index(long draw) {
        return (int) (draw >>> (64 - bits));
    }

    /** @return a text of {@code tokens} words */
    public String text(SplittableRandom random, int tokens) {
        StringBuilder text = builder(tokens);
        append(text, random, tokens);
        return text.toString();
    }

    /** @return a builder of about the capacity that a text of so many tokens needs */
    public static StringBuilder builder(int tokens) {
        return new StringBuilder(tokens * CHARS_PER_WORD + CHARS_PER_WORD);
    }

    /** Appends words, the first of a text one by one, so that two texts hardly ever begin alike, then whole chunks. */
    public void append(StringBuilder text, SplittableRandom random, int tokens) {
        int single = tokens < CHUNK ? tokens : CHUNK + tokens % CHUNK;
        for (int i = 0; i < single; i++) {
            append(text, index(random.nextLong()));
        }
        for (int left = tokens - single; left > 0; left -= CHUNK) {
            text.append(chunks[(int) (random.nextLong() >>> (64 - CHUNK_BITS))]);
        }
    }

    private void append(StringBuilder text, int index) {
        text.append(text.length() == 0 ? words[index] : spaced[index]);
    }

    /** Appends {@link #nonceTokens} words that no other number below 2^40 gets under the same seed. */
    void appendNonce(StringBuilder text, long seed, long number) {
        // An odd factor and an offset map the numbers onto one another, one to one.
        long value = Draws.mix(seed) + number * 0x9E3779B97F4A7C15L;
        for (int word = 0; word < nonceTokens(); word++) {
            append(text, (int) (value & (words.length - 1)));
            value >>>= bits;
        }
    }

    /** @return words that no other number below 2^40 gets under the same seed, of the same number of tokens each */
    public String nonce(long seed, long number) {
        StringBuilder text = builder(nonceTokens());
        appendNonce(text, seed, number);
        return text.toString();
    }

    /** Length of a nonce. */
    public int nonceTokens() {
        return (NONCE_BITS + bits - 1) / bits;
    }

    /** For which tokenizer lengths are exact, in words. */
    public String describe() {
        return tokenizer.isEmpty() ? "lengths estimated" : "lengths exact for " + tokenizer;
    }
}
