package io.tachograph.client.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * Hears what becomes of one exchange. All calls come from one event-loop thread, in the order below, and none after
 * {@link #complete} or {@link #failed}, one of which comes exactly once. Implementations must not block and not throw.
 *
 * <p>All stamps are readings of {@link System#nanoTime}. Those of {@link #head}, {@link #body} and {@link #complete}
 * were taken when the bytes had been read from the socket, before TLS, HTTP or any other parsing; events that came in
 * one read share its stamp.
 */
public interface ExchangeListener {
    /** The first byte of the request is being handed to the socket. */
    void sent(long nanos);

    /** The final response head; interim (1xx) ones are skipped. */
    void head(int status, HttpHeaders headers, long nanos);

    /**
     * @param bytes a piece of the body, lent for the duration of the call
     * @return whether to go on; false gives the exchange up, so that {@link ExchangeFailure#CANCELLED} follows
     */
    boolean body(ByteBuf bytes, long nanos);

    /** The answer is whole as far as HTTP can tell. */
    void complete(long nanos);

    /** @param reason one sentence for a person, without headers or bodies */
    void failed(ExchangeFailure failure, String reason, long nanos);
}
