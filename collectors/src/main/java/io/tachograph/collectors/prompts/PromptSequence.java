package io.tachograph.collectors.prompts;

import io.tachograph.collectors.target.Prompt;
import io.tachograph.collectors.workload.Conversation;
import io.tachograph.collectors.workload.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Prompts without end: every pass takes each once, in an order that the seed decides. Thread-safe. */
public final class PromptSequence implements Workload {
    private final List<String> pass;
    private final Random random;
    private int next;

    PromptSequence(List<String> texts, long seed) {
        pass = new ArrayList<>(texts);
        random = new Random(seed);
    }

    @Override
    public Conversation next() {
        return Conversation.of(Prompt.of(nextText()));
    }

    public synchronized String nextText() {
        if (next == 0) {
            Collections.shuffle(pass, random);
        }
        String text = pass.get(next);
        next = (next + 1) % pass.size();
        return text;
    }
}
