package io.tachograph.client.workload.synthetic;

import io.tachograph.client.endpoint.Message;
import io.tachograph.client.endpoint.Prompt;
import io.tachograph.client.workload.Conversation;
import io.tachograph.client.workload.Draws;
import io.tachograph.client.workload.Workload;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Prompts of one turn. Each is decided by its number. Thread-safe. */
final class SyntheticPrompts implements Workload {
    private final Synthetic plan;
    private final @Nullable Beginnings beginnings;
    private final AtomicLong numbers = new AtomicLong();

    SyntheticPrompts(Synthetic plan) {
        this.plan = plan;
        this.beginnings = plan.beginnings();
    }

    @Override
    public Conversation next() {
        long number = numbers.getAndIncrement();
        SplittableRandom random = Draws.of(plan.seed(), number);
        LengthLaw output = plan.output();
        Integer outputTokens = output == null ? null : output.draw(random);
        int tokens = plan.input().draw(random);
        int prefixTokens = beginnings == null ? 0 : beginnings.tokens();
        StringBuilder text = PromptWords.builder(prefixTokens + tokens);
        if (beginnings != null) {
            beginnings.append(text, random, number);
        }
        question(plan, text, random, tokens, number);
        return Conversation.of(new Prompt(List.of(Message.user(text.toString())), prefixTokens + tokens, outputTokens));
    }

    /** Appends a question, the beginning of which is nobody else's when that is wanted. */
    static void question(Synthetic plan, StringBuilder text, SplittableRandom random, int tokens, long number) {
        Long run = plan.uniqueRun();
        int nonce = run == null ? 0 : plan.words().nonceTokens();
        if (run != null) {
            plan.words().appendNonce(text, run, number);
        }
        plan.words().append(text, random, tokens - nonce);
    }

    @Override
    public String describe() {
        return plan.describe("prompts");
    }
}
