package io.tachograph.client.workload.dataset;

import io.tachograph.client.workload.Workload;
import io.tachograph.client.workload.rows.CsvRows;
import io.tachograph.client.workload.rows.JsonRows;
import io.tachograph.client.workload.rows.Place;
import io.tachograph.client.workload.rows.TextFile;
import io.tachograph.client.workload.tokens.TokenCounter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A set of prompts and conversations, at least one. Their texts are in memory. Immutable. */
public final class Dataset {
    private final String source;
    private final List<Entry> entries;
    private final SkippedEntries leftOut;
    private final Replay.Turns usualTurns;

    private Dataset(String source, List<Entry> entries, SkippedEntries leftOut, Replay.Turns usualTurns) {
        if (entries.isEmpty()) {
            throw leftOut.odd() == 0 ? new IllegalArgumentException(source + " holds no prompts") : leftOut.first();
        }
        this.source = source;
        this.entries = List.copyOf(entries);
        this.leftOut = leftOut;
        this.usualTurns = usualTurns;
    }

    /** Some thirty short prompts on everyday matters, each below 400 characters. */
    public static Dataset builtIn() {
        String source = "built-in prompts";
        EntryReader reader = new EntryReader(false, true);
        try (InputStream in = Objects.requireNonNull(
                Dataset.class.getResourceAsStream("built-in.json"), "built-in.json is missing in the jar")) {
            TextFile.read(source, in, text -> JsonRows.read(source, text, reader::json));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read built-in.json", e);
        }
        return new Dataset(source, reader.entries(), SkippedEntries.NOTHING, Replay.Turns.LAST);
    }

    /** Exactly these prompts. */
    public static Dataset of(List<String> prompts) {
        return new Dataset(
                "list of prompts",
                prompts.stream().map(prompt -> Entry.of(prompt, null)).toList(),
                SkippedEntries.NOTHING,
                Replay.Turns.LAST);
    }

    /** As {@link #load(Path, DatasetFormat, boolean)}, the format found out, odd entries left out. */
    public static Dataset load(Path file) throws IOException {
        return load(file, DatasetFormat.AUTO, false);
    }

    /**
     * Prompts from a UTF-8 file, which is read as a stream.
     *
     * @param strict refuses the set for one entry that cannot be asked; otherwise such entries are left out and counted,
     *     as long as others remain
     * @throws IllegalArgumentException in one sentence with file and line, element or row, when there is no such file or
     *     it holds anything else
     * @throws IOException when it cannot be read
     */
    public static Dataset load(Path file, DatasetFormat format, boolean strict) throws IOException {
        String source = "data set " + file;
        EntryReader reader = new EntryReader(format == DatasetFormat.SHAREGPT, strict);
        TextFile.read(source, file, text -> {
            DatasetFormat known =
                    format == DatasetFormat.AUTO ? DatasetFormat.of(source, file, TextFile.firstVisible(text)) : format;
            switch (known) {
                case CSV -> CsvRows.read(source, text, reader::csv);
                case TXT -> lines(source, text, reader);
                default -> JsonRows.read(source, text, reader::json);
            }
        });
        return new Dataset(
                source, reader.entries(), reader.leftOut(), reader.shareGpt() ? Replay.Turns.FIRST : Replay.Turns.LAST);
    }

    private static void lines(String source, BufferedReader text, EntryReader reader) throws IOException {
        long number = 0;
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            reader.line(new Place(source, "line", ++number), line);
        }
    }

    /** The set with the tokens of every message counted, which takes about a second for some megabytes of text. */
    public Dataset counted(TokenCounter tokenizer) {
        return new Dataset(
                source,
                entries.parallelStream().map(entry -> entry.counted(tokenizer)).toList(),
                leftOut,
                usualTurns);
    }

    public int size() {
        return entries.size();
    }

    /** Entries of the source that are not in the set: those in which nobody asks anything, and those that are odd. */
    public long skipped() {
        return leftOut.withoutQuestion() + leftOut.odd();
    }

    /** What such a set is usually taken for: ShareGPT's for its first questions, others for their last. */
    public Replay.Turns usualTurns() {
        return usualTurns;
    }

    /** The first question of each entry, in the order of the source. */
    public List<String> texts() {
        return entries.stream()
                .map(entry -> entry.messages().get(entry.endOfQuestion(0) - 1).content())
                .toList();
    }

    /** The set over and over, each pass in another order; the same seed gives the same sequence. */
    public Workload shuffled(long seed) {
        return workload(Replay.shuffled(seed).withTurns(usualTurns));
    }

    /** @throws IllegalArgumentException when recorded lengths are wanted and nobody counted them */
    public Workload workload(Replay replay) {
        if (replay.recordedLengths() && entries.get(0).tokens().isEmpty()) {
            throw new IllegalArgumentException(source + ": recorded lengths need a tokenizer");
        }
        return new DatasetWorkload(describe(), entries, replay);
    }

    private String describe() {
        return source + ", " + entries.size() + (entries.size() == 1 ? " entry" : " entries") + leftOut.describe();
    }
}
