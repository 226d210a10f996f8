package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Cuts bytes, which may be cut anywhere themselves, into the chunks of a stream. */
interface FrameParser {
    /** Takes one chunk. */
    interface Sink {
        /**
         * @param name the event's name, null when it has none
         * @param data holds its data from {@code from} on, valid during the call
         */
        void frame(@Nullable String name, byte[] data, int from, int length, long nanos) throws AnswerException;
    }

    void read(ByteBuf bytes, long nanos) throws AnswerException;

    /** The bytes have come to their end. */
    void end() throws AnswerException;
}
