package io.tachograph.client.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.tachograph.schemas.avro.StampSource;

/**
 * Receives the events of one exchange. All calls come from one event-loop thread, in the order below, and none after
 * {@link #complete} or {@link #failed}, one of which comes exactly once. Implementations must not block and not throw.
 *
 * <p>All stamps are of the clock of {@link System#nanoTime}. Those of {@link #head}, {@link #body} and {@link #complete}
 * say when the bytes arrived: with {@link StampSource#KERNEL} when the network stack took in the packet that brought them
 * (with TLS the one that completed the record, with HTTP/2 the one that completed the frame), however late they were read;
 * with {@link StampSource#READ} when they had been read from the socket, before TLS, HTTP or any other parsing. What came in
 * one packet, or in one read, shares its stamp. What waits unread the kernel may merge: then it is the stamp of the last
 * packet, which for the bytes of earlier ones is too late, though never later than the read. Bytes that were read within
 * 0.25 ms of their arrival have the stamp of the first packet, for later ones that much too early at most; where that one
 * came before the request was sent, which on a shared connection may be, they have the reading. Packets that overtook a lost
 * one have the stamp of the one they waited for. The stamps of an exchange never go back.
 */
public interface ExchangeListener {
    /** The event loop has taken the exchange up; from now on it waits for a connection at most. */
    void begins(long nanos);

    /** The first byte of the request is being handed to the socket. */
    void sent(long nanos);

    /** The final response head; interim (1xx) ones are skipped. */
    void head(int status, HttpHeaders headers, long nanos);

    /**
     * @param bytes a piece of the body, lent for the duration of the call
     * @return whether to go on; false gives the exchange up, so that {@link ExchangeFailure#CANCELLED} follows
     */
    boolean body(ByteBuf bytes, long nanos);

    /**
     * The answer is whole as far as HTTP can tell.
     *
     * @param source of all stamps of the answer; {@link StampSource#READ} if even one of them is a reading
     */
    void complete(long nanos, StampSource source);

    /**
     * @param reason one sentence for a person, without headers or bodies
     * @param nanos the reading of the clock when the exchange was found to have failed
     * @param source of the stamps so far, {@link StampSource#READ} if there is none
     */
    void failed(ExchangeFailure failure, String reason, long nanos, StampSource source);
}
