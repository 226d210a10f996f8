package io.tachograph.client.load;

import io.tachograph.client.endpoint.Prompt;
import io.tachograph.client.workload.Conversation;
import io.tachograph.client.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** So many conversations of so many turns; turn t of conversation c asks {@code c.t}. */
final class Talk implements Workload {
    /** Answers as they were handed over, with the turn that they belong to: {@code c.t: answer}. */
    final List<String> heard = new CopyOnWriteArrayList<>();

    private final int conversations;
    private final int turns;
    private final Duration thinkTime;
    private final AtomicInteger begun = new AtomicInteger();

    Talk(int conversations, int turns, Duration thinkTime) {
        this.conversations = conversations;
        this.turns = turns;
        this.thinkTime = thinkTime;
    }

    @Override
    public @Nullable Conversation next() {
        int number = begun.getAndIncrement();
        return number < conversations ? new Spoken(number) : null;
    }

    private final class Spoken implements Conversation {
        private final int number;
        private int turn;

        Spoken(int number) {
            this.number = number;
        }

        @Override
        public @Nullable Turn next(@Nullable String answer) {
            if (answer != null) {
                heard.add(number + "." + (turn - 1) + ": " + answer);
            }
            return turn == turns
                    ? null
                    : new Turn(turn == 0 ? Duration.ZERO : thinkTime, Prompt.of(number + "." + turn++));
        }
    }
}
