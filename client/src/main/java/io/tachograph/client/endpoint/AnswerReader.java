package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/** Reads the body of one answer and reports what it finds to {@link AttemptMeasurements}. One per call. */
interface AnswerReader extends AutoCloseable {
    /** What reads a body with this head. */
    static AnswerReader of(int status, HttpHeaders head, ApiCall call, AttemptMeasurements timer) {
        return CompressedReader.of(head, ofPlain(status, head, call, timer));
    }

    private static AnswerReader ofPlain(int status, HttpHeaders head, ApiCall call, AttemptMeasurements timer) {
        if (status / 100 != 2) {
            return ErrorReader.ofStatus(status);
        }
        AnswerReader answer = ContentKind.of(head) == call.form().kind()
                ? call.newReader(timer)
                : new ContentSniffingReader(call, head, timer);
        return status == HttpResponseStatus.ACCEPTED.code() ? new AcceptedReader(answer, timer) : answer;
    }

    /** @param nanos when the bytes were read from the socket */
    void read(ByteBuf bytes, long nanos) throws AnswerException;

    /**
     * The body has come to its end.
     *
     * @return the call in whose answer this one goes on, null when it is whole
     * @throws AnswerException when it should have gone on
     */
    @Nullable
    ApiCall end() throws AnswerException;

    /** What is wrong with the answer as far as it has come, null when nothing is known to be. */
    default @Nullable AnswerException finding() {
        return null;
    }

    /** What is odd about an answer that is good all the same, null for nothing. */
    default @Nullable String note() {
        return null;
    }

    /** Whether the answer is whole already, so that a later loss of the connection takes nothing away. */
    boolean isWhole();

    /** Nothing more comes, or nobody wants it. Only {@link #note} may be asked from then on. */
    @Override
    default void close() {}
}
