package io.tachograph.client.workload.tokens;

import com.knuddels.jtokkit.api.Encoding;

/** A tokenizer of jtokkit's. */
record BundledTokenizer(String name, Encoding encoding) implements TokenCounter {
    @Override
    public int count(String text) {
        return encoding.countTokensOrdinary(text);
    }

    @Override
    public String describe() {
        return name;
    }
}
