package io.tachograph.client.workload.dataset;

import io.tachograph.client.workload.Conversation;
import io.tachograph.client.workload.Draws;
import io.tachograph.client.workload.Workload;
import io.tachograph.client.workload.synthetic.PromptWords;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The entries of a data set, one after the other. Thread-safe. */
final class DatasetWorkload implements Workload {
    private final String source;
    private final List<Entry> entries;
    private final Replay replay;
    /** For what is unique, null when nothing has to be. */
    private final @Nullable PromptWords words;

    private final AtomicLong numbers = new AtomicLong();

    DatasetWorkload(String source, List<Entry> entries, Replay replay) {
        this.source = source;
        this.entries = entries;
        this.replay = replay;
        this.words = replay.uniqueRun() == null ? null : PromptWords.bundled();
    }

    @Override
    public @Nullable Conversation next() {
        long number = numbers.getAndIncrement();
        long pass = number / entries.size();
        if (replay.passes() > 0 && pass >= replay.passes()) {
            return null;
        }
        int place = (int) (number % entries.size());
        int index = replay.shuffled()
                ? new Permutation(entries.size(), Draws.mix(replay.seed() ^ Draws.mix(pass))).at(place)
                : place;
        String beginning = "";
        int beginningTokens = 0;
        Long run = replay.uniqueRun();
        if (words != null && run != null) {
            beginning = words.nonce(run, number) + "\n";
            beginningTokens = words.nonceTokens() + 1;
        }
        SplittableRandom random = Draws.of(replay.seed(), number);
        return new RecordedConversation(entries.get(index), replay, random, beginning, beginningTokens);
    }

    @Override
    public String describe() {
        StringJoiner text = new StringJoiner("; ");
        text.add(source);
        text.add(
                replay.turns() == Replay.Turns.EVERY
                        ? "every turn with " + replay.thinkTime().describe()
                        : replay.turns().name().toLowerCase(Locale.ROOT) + " turn");
        text.add(replay.shuffled() ? "shuffled by seed " + replay.seed() : "in order");
        text.add(replay.passes() == 0 ? "over and over" : replay.passes() == 1 ? "once" : replay.passes() + " times");
        if (replay.recordedLengths()) {
            text.add("answers as long as recorded");
        }
        if (replay.uniqueRun() != null) {
            text.add("every prompt unique");
        }
        return text.toString();
    }
}
