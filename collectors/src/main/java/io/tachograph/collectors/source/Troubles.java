package io.tachograph.collectors.source;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What went wrong with single parts of a reading: all others of it count. Thread-safe. */
public final class Troubles {
    private static final int MOST_SAID = 3;

    private final String before;
    private final Set<String> sentences = new TreeSet<>();
    private @Nullable FailureKind kind;

    /** A part of a reading. */
    @FunctionalInterface
    public interface Part {
        void run() throws SourceException;
    }

    /** A part of a reading that finds something out. */
    @FunctionalInterface
    public interface Finding<T> {
        T find() throws SourceException;
    }

    public Troubles() {
        this("");
    }

    /** @param before what all sentences have in common, said once */
    public Troubles(String before) {
        this.before = before;
    }

    /** Runs a part, and notes why it failed. */
    public void survive(Part part) {
        survive(
                () -> {
                    part.run();
                    return true;
                },
                false);
    }

    /** The same of one that finds something out; {@code otherwise} when it fails. */
    public <T> T survive(Finding<T> part, T otherwise) {
        try {
            return part.find();
        } catch (SourceException e) {
            add(e.kind(), e.getMessage());
            return otherwise;
        }
    }

    public synchronized void add(FailureKind why, @Nullable String sentence) {
        sentences.add(String.valueOf(sentence));
        kind = kind == null ? why : kind;
    }

    /** @throws SourceException when there are any: the first few, in a stable order */
    public synchronized void raise() throws SourceException {
        if (kind != null) {
            int more = sentences.size() - MOST_SAID;
            throw new SourceException(
                    kind,
                    before
                            + sentences.stream().limit(MOST_SAID).collect(Collectors.joining("; "))
                            + (more > 0 ? "; and " + more + " more" : ""));
        }
    }
}
