package io.tachograph.collectors.target;

import io.netty.buffer.ByteBuf;

/** Reads the body of a successful answer and tells a {@link StreamTimer} what it finds. One per attempt. */
interface AnswerReader {
    /** @param nanos when the bytes were read from the socket */
    void read(ByteBuf bytes, long nanos) throws AnswerException;

    /**
     * The body has come to its end.
     *
     * @throws AnswerException when it should have gone on
     */
    void end() throws AnswerException;

    /** Whether the answer is whole already, so that a later loss of the connection takes nothing away. */
    boolean isWhole();
}
