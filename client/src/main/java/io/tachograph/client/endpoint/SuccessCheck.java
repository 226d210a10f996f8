package io.tachograph.client.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * The one place that says whether an answer, now that its body has ended in good order, is a success. For all API kinds:
 *
 * <ol>
 *   <li>Nothing in it was an error, nor its finish reason one that is not known to mean a success ({@link FinishReason}):
 *       both end an answer at once.
 *   <li>It gave a finish reason, or had the API's own last chunk ({@link Chunk#last()}). Without, {@code [DONE]} is an end
 *       where the API has it, and the end of the body where the API marks none ({@link ChunkReader#marksTheEnd}), but
 *       only if nothing came that nobody knows ({@link UnknownChunk}).
 *   <li>Something came that belongs to an answer.
 *   <li>Something was generated: output, reasoning, a tool call, or at least tokens that the server counted.
 * </ol>
 */
final class SuccessCheck {
    private final boolean marksTheEnd;
    private boolean last;
    private boolean done;
    private @Nullable String unknown;

    SuccessCheck(boolean marksTheEnd) {
        this.marksTheEnd = marksTheEnd;
    }

    void add(Chunk chunk) {
        last |= chunk.isLast;
        done |= chunk.isDone;
    }

    /** Something unknown came; the first is reported. */
    void addUnknown(String told) {
        unknown = unknown == null ? told : unknown;
    }

    /** Whether the answer is a success even if the connection broke now. */
    boolean isWhole(AttemptMeasurements timer) {
        return (last || done) && failure(timer) == null;
    }

    /** @throws AnswerException when the answer is no success */
    void check(AttemptMeasurements timer) throws AnswerException {
        AnswerException failure = failure(timer);
        if (failure != null) {
            throw failure;
        }
    }

    /** What is to be said of an answer that is a success all the same; null for nothing. */
    @Nullable
    String note() {
        return unknown == null ? null : "answers held parts that are neither chunks of the API nor errors";
    }

    private @Nullable AnswerException failure(AttemptMeasurements timer) {
        if (!last && timer.finishReason == null) {
            if (unknown != null) {
                return AnswerException.stream(
                        "the stream ended without a finish reason, and what is no part of an answer was in it",
                        unknown);
            }
            if (!done && marksTheEnd) {
                return AnswerException.stream("the stream ended without a finish reason and without its last chunk");
            }
        }
        if (!timer.hasPart()) {
            return AnswerException.protocol("the stream holds no part of an answer");
        }
        return timer.generated() ? null : AnswerException.stream("the answer ended, but nothing was generated");
    }
}
