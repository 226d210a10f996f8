package io.tachograph.client.workload.synthetic;

import io.tachograph.client.workload.ThinkTime;
import io.tachograph.client.workload.Workload;
import io.tachograph.client.workload.tokens.TokenCounter;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Prompts of random words whose lengths follow laws; the same seed makes the same prompts. Immutable.
 *
 * @param input tokens of a prompt, or of one turn of a conversation, without its shared prefix
 * @param output most tokens of each answer, null for what the run's options say
 * @param seed decides lengths and words
 * @param words what the texts are made of, which decides how exact their lengths are
 * @param prefix what requests, or conversations as their system message, begin with; null for nothing
 * @param uniqueRun null, or a number that makes every prompt begin as no other does, see {@link #withUniquePrompts}
 */
public record Synthetic(
        LengthLaw input,
        @Nullable LengthLaw output,
        long seed,
        PromptWords words,
        @Nullable SharedPrefix prefix,
        @Nullable Long uniqueRun) {
    public Synthetic {
        if (prefix != null && uniqueRun != null) {
            throw new IllegalArgumentException("prompts cannot share prefixes and all be unique");
        }
        if (uniqueRun != null && input.least() < words.nonceTokens()) {
            throw new IllegalArgumentException("unique prompts need at least " + words.nonceTokens()
                    + " tokens, but the shortest has " + input.least());
        }
    }

    public static Synthetic of(LengthLaw input, @Nullable LengthLaw output, long seed) {
        return new Synthetic(input, output, seed, PromptWords.bundled(), null, null);
    }

    /** Makes the lengths exact for a tokenizer; its tokens are counted now, not while the run goes on. */
    public Synthetic withTokenizer(TokenCounter tokenizer) {
        return new Synthetic(input, output, seed, PromptWords.of(tokenizer), prefix, uniqueRun);
    }

    public Synthetic withSharedPrefix(SharedPrefix wanted) {
        return new Synthetic(input, output, seed, words, wanted, uniqueRun);
    }

    /**
     * Every prompt begins with words that no other begins with, so that no prefix cache knows it.
     *
     * @param run another one for each run against the same server, which may remember the prompts of the run before
     */
    public Synthetic withUniquePrompts(long run) {
        return new Synthetic(input, output, seed, words, prefix, run);
    }

    /** Prompts of one turn, without end. */
    public Workload prompts() {
        return new SyntheticPrompts(this);
    }

    /**
     * Conversations, without end. Each request holds what was said before: the target's answers where their texts were
     * kept, otherwise as many words as the output law drew for them (64 without one).
     *
     * @param turns number of questions in a conversation, at most 1,000
     */
    public Workload conversations(LengthLaw turns, ThinkTime thinkTime) {
        return new SyntheticConversations(this, turns, thinkTime);
    }

    @Nullable
    Beginnings beginnings() {
        return prefix == null ? null : new Beginnings(words, prefix, seed);
    }

    String describe(String kind) {
        StringJoiner text = new StringJoiner("; ");
        text.add("synthetic " + kind);
        text.add("input " + input.describe() + " tokens");
        if (output != null) {
            text.add("output " + output.describe() + " tokens");
        }
        text.add(words.describe());
        if (prefix != null) {
            text.add(prefix.describe());
        }
        if (uniqueRun != null) {
            text.add("every prompt unique");
        }
        return text.add("seed " + seed).toString();
    }
}
