package io.tachograph.client.workload.dataset;

import io.tachograph.client.workload.ThinkTime;
import org.jspecify.annotations.Nullable;

/**
 * How the conversations of a data set are asked.
 *
 * @param turns which of their questions
 * @param shuffled each pass in another order, which the seed decides; otherwise in the order of the file
 * @param passes how often each is asked, 0 for without end
 * @param seed of the order and of the think times
 * @param thinkTime before each question but the first
 * @param recordedLengths whether an answer may have as many tokens as the recorded one, where the set does not say
 *     anything else; it must be {@linkplain Dataset#counted counted}
 * @param uniqueRun null, or a number that makes every conversation begin as no other does: words are put in front, so
 *     that no prefix cache knows it. Another one for each run against the same server.
 */
public record Replay(
        Turns turns,
        boolean shuffled,
        int passes,
        long seed,
        ThinkTime thinkTime,
        boolean recordedLengths,
        @Nullable Long uniqueRun) {
    /** Which questions of a conversation are asked. */
    public enum Turns {
        /** Only the first. */
        FIRST,
        /** Only the last, with all that was said before, as recorded. */
        LAST,
        /** All, one after the other. */
        EVERY
    }

    public Replay {
        if (passes < 0) {
            throw new IllegalArgumentException("passes is " + passes + ", but must not be negative");
        }
    }

    /** Last questions, over and over, each pass in another order. */
    public static Replay shuffled(long seed) {
        return new Replay(Turns.LAST, true, 0, seed, ThinkTime.NONE, false, null);
    }

    /** Last questions, over and over, in the order of the file. */
    public static Replay inOrder() {
        return new Replay(Turns.LAST, false, 0, 0, ThinkTime.NONE, false, null);
    }

    public Replay withTurns(Turns wanted) {
        return new Replay(wanted, shuffled, passes, seed, thinkTime, recordedLengths, uniqueRun);
    }

    public Replay withRecordedLengths() {
        return new Replay(turns, shuffled, passes, seed, thinkTime, true, uniqueRun);
    }
}
