package io.tachograph.client.workload.trace;

import io.tachograph.client.endpoint.Message;
import io.tachograph.client.endpoint.Prompt;
import io.tachograph.client.workload.Conversation;
import io.tachograph.client.workload.Draws;
import io.tachograph.client.workload.Workload;
import io.tachograph.client.workload.synthetic.PromptWords;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The requests of a trace, once. Thread-safe. */
final class TraceWorkload implements Workload {
    private final String description;
    private final TraceRows rows;
    private final int blockTokens;
    private final PromptWords words;
    private final long seed;
    private final AtomicInteger next = new AtomicInteger();

    TraceWorkload(String description, TraceRows rows, int blockTokens, PromptWords words, long seed) {
        this.description = description;
        this.rows = rows;
        this.blockTokens = blockTokens;
        this.words = words;
        this.seed = seed;
    }

    @Override
    public @Nullable Conversation next() {
        int row = next.getAndUpdate(at -> Math.min(at + 1, rows.size()));
        if (row == rows.size()) {
            return null;
        }
        int output = rows.outputTokens(row);
        Integer outputTokens = output == TraceRows.UNKNOWN ? null : (Integer) Math.max(1, output);
        if (rows.content(row) instanceof String text) {
            return Conversation.of(new Prompt(List.of(Message.user(text)), null, outputTokens));
        }
        int tokens = Math.max(1, rows.inputTokens(row));
        String text = text(row, tokens, (long[]) rows.content(row));
        return Conversation.of(new Prompt(List.of(Message.user(text)), tokens, outputTokens));
    }

    private String text(int row, int tokens, long[] blocks) {
        StringBuilder text = PromptWords.builder(tokens);
        int left = tokens;
        for (long block : blocks) {
            int length = Math.min(left, blockTokens);
            words.append(text, Draws.of(~seed, block), length);
            left -= length;
        }
        words.append(text, Draws.of(seed, row), left);
        return text.toString();
    }

    @Override
    public String describe() {
        return description + "; " + words.describe() + "; seed " + seed;
    }
}
