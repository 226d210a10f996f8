package io.tachograph.client.workload.dataset;

import io.tachograph.client.endpoint.Message;
import io.tachograph.client.workload.Conversation;
import io.tachograph.client.workload.History;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Asks the questions of one entry. */
final class RecordedConversation implements Conversation {
    private final Entry entry;
    private final Replay replay;
    private final SplittableRandom random;
    private final String beginning;
    private final int beginningTokens;
    private final History history = new History();
    /** Messages that were said. */
    private int said;

    /**
     * @param beginning put in front of the first message, empty for nothing
     * @param beginningTokens its length
     */
    RecordedConversation(Entry entry, Replay replay, SplittableRandom random, String beginning, int beginningTokens) {
        this.entry = entry;
        this.replay = replay;
        this.random = random;
        this.beginning = beginning;
        this.beginningTokens = beginningTokens;
    }

    @Override
    public @Nullable Turn next(@Nullable String answer) {
        boolean first = said == 0;
        if (!first && (replay.turns() != Replay.Turns.EVERY || said >= entry.endOfLastQuestion())) {
            return null;
        }
        if (!first) {
            hear(answer);
        }
        int end = replay.turns() == Replay.Turns.LAST ? entry.endOfLastQuestion() : entry.endOfQuestion(said);
        for (; said < end; said++) {
            say(said);
        }
        return new Turn(first ? Duration.ZERO : replay.thinkTime().draw(random), history.ask(outputTokens()));
    }

    /** All answers that were recorded in a row count as one, which the target's takes the place of. */
    private void hear(@Nullable String answer) {
        if (answer != null) {
            history.add(new Message(Message.Role.ASSISTANT, answer), null);
        }
        for (; entry.messages().get(said).role() == Message.Role.ASSISTANT; said++) {
            if (answer == null) {
                say(said);
            }
        }
    }

    private void say(int index) {
        Message message = entry.messages().get(index);
        Integer tokens = entry.tokensOf(index);
        if (index == 0 && !beginning.isEmpty()) {
            history.add(
                    new Message(message.role(), beginning + message.content()),
                    tokens == null ? null : (Integer) (tokens + beginningTokens));
        } else {
            history.add(message, tokens);
        }
    }

    private @Nullable Integer outputTokens() {
        if (entry.outputTokens() != null
                || !replay.recordedLengths()
                || said >= entry.messages().size()) {
            return entry.outputTokens();
        }
        Integer recorded = entry.tokensOf(said);
        return recorded == null ? null : (Integer) Math.max(1, recorded);
    }
}
