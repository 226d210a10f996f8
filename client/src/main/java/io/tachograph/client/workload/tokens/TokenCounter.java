package io.tachograph.client.workload.tokens;

/** Counts the tokens of a text as one tokenizer does, without what a chat template adds. Thread-safe. */
@FunctionalInterface
public interface TokenCounter {
    int count(String text);

    /** The tokenizer in words. */
    default String describe() {
        return "own tokenizer";
    }
}
