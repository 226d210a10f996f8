package io.tachograph.client.workload.synthetic;

import io.tachograph.client.endpoint.Message;
import io.tachograph.client.workload.Conversation;
import io.tachograph.client.workload.Draws;
import io.tachograph.client.workload.History;
import io.tachograph.client.workload.ThinkTime;
import io.tachograph.client.workload.Workload;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Conversations of several turns. Each is decided by its number. Thread-safe. */
final class SyntheticConversations implements Workload {
    private static final int MOST_TURNS = 1_000;
    private static final int UNKNOWN_ANSWER_TOKENS = 64;

    private final Synthetic plan;
    private final LengthLaw turns;
    private final ThinkTime thinkTime;
    private final @Nullable Beginnings beginnings;
    private final AtomicLong numbers = new AtomicLong();

    SyntheticConversations(Synthetic plan, LengthLaw turns, ThinkTime thinkTime) {
        this.plan = plan;
        this.turns = turns;
        this.thinkTime = thinkTime;
        this.beginnings = plan.beginnings();
    }

    @Override
    public Conversation next() {
        return new Talk(numbers.getAndIncrement());
    }

    @Override
    public String describe() {
        return plan.describe("conversations of " + turns.describe() + " turns with " + thinkTime.describe());
    }

    /** One conversation. */
    private final class Talk implements Conversation {
        private final long number;
        private final SplittableRandom random;
        private final History history = new History();
        private int turnsLeft;
        private int answerTokens;
        private boolean begun;

        Talk(long number) {
            this.number = number;
            random = Draws.of(plan.seed(), number);
            turnsLeft = Math.min(turns.draw(random), MOST_TURNS);
        }

        @Override
        public @Nullable Turn next(@Nullable String answer) {
            if (turnsLeft == 0) {
                return null;
            }
            turnsLeft--;
            Duration pause = begun ? thinkTime.draw(random) : Duration.ZERO;
            if (begun) {
                hear(answer);
            } else if (beginnings != null) {
                StringBuilder system = PromptWords.builder(beginnings.tokens());
                beginnings.append(system, random, number);
                history.add(new Message(Message.Role.SYSTEM, system.toString()), beginnings.tokens());
            }
            ask();
            LengthLaw output = plan.output();
            Integer outputTokens = output == null ? null : output.draw(random);
            answerTokens = outputTokens == null ? UNKNOWN_ANSWER_TOKENS : outputTokens;
            begun = true;
            return new Turn(pause, history.ask(outputTokens));
        }

        private void hear(@Nullable String answer) {
            if (answer == null) {
                String words = plan.words().text(random, answerTokens);
                history.add(new Message(Message.Role.ASSISTANT, words), answerTokens);
            } else {
                history.add(new Message(Message.Role.ASSISTANT, answer), null);
            }
        }

        private void ask() {
            int tokens = plan.input().draw(random);
            StringBuilder text = PromptWords.builder(tokens);
            if (begun) {
                plan.words().append(text, random, tokens);
            } else {
                SyntheticPrompts.question(plan, text, random, tokens, number);
            }
            history.add(Message.user(text.toString()), tokens);
        }
    }
}
