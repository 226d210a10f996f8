package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.tachograph.client.http.ExchangeFailure;
import io.tachograph.schemas.avro.RequestTiming;
import org.jspecify.annotations.Nullable;

/**
 * Receives a forwarded answer as it arrives, whatever is in it. All calls come from one event-loop thread, in the order
 * below. Must not block and not throw.
 */
public interface PassedAnswer {
    /** The request is being handed to the socket: from here on it may have reached the target. */
    void sent();

    void head(int status, HttpHeaders headers);

    /** @param bytes a piece of the body, lent for the duration of the call */
    void body(ByteBuf bytes);

    /** @param piece of the answer's text, after the bytes that it was in; only where the request asks for it */
    void text(String piece);

    /**
     * The attempt has ended; comes exactly once.
     *
     * @param record what it was
     * @param failure why the answer is not whole, null when HTTP says that it is
     */
    void ended(RequestTiming record, @Nullable ExchangeFailure failure);
}
