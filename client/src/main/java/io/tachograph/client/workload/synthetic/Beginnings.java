package io.tachograph.client.workload.synthetic;

import io.tachograph.client.workload.Draws;
import java.util.SplittableRandom;

/** Writes the prefixes of a {@link SharedPrefix}. Immutable. */
final class Beginnings {
    private final PromptWords words;
    private final SharedPrefix prefix;
    private final long seed;
    private final String[] shared;

    Beginnings(PromptWords words, SharedPrefix prefix, long seed) {
        if (prefix.prefixTokens() < words.nonceTokens()) {
            throw new IllegalArgumentException("a prefix of " + prefix.prefixTokens()
                    + " tokens is too short to tell requests apart: at least " + words.nonceTokens() + " are needed");
        }
        this.words = words;
        this.prefix = prefix;
        this.seed = seed;
        shared = new String[prefix.groups()];
        for (int group = 0; group < shared.length; group++) {
            shared[group] = words.text(Draws.of(~seed, group), prefix.prefixTokens());
        }
    }

    /** @param number of the request, for a prefix that no other has */
    void append(StringBuilder text, SplittableRandom random, long number) {
        if (random.nextDouble() < prefix.share()) {
            text.append(shared[Draws.between(random, 0, shared.length - 1)]);
        } else {
            words.appendNonce(text, seed, number);
            words.append(text, random, prefix.prefixTokens() - words.nonceTokens());
        }
    }

    int tokens() {
        return prefix.prefixTokens();
    }
}
