package io.tachograph.client.http;

/** Why an exchange failed. */
public enum ExchangeFailure {
    /** No connection: name, refusal, connect time-out, TLS, no HTTP/2 where it is wanted. Nothing was sent. */
    CONNECT,
    /**
     * The connection, or the stream of HTTP/2, went away before the first byte of an answer. On a kept-alive connection
     * this may be the server's idle limit at work; it is reported all the same, because a request that was handed to the
     * socket may have been received, and sending it again would be a silent retry.
     */
    NO_RESPONSE,
    /** The time for the whole exchange is over. */
    TIMEOUT,
    /** The connection, or the stream of HTTP/2, went away within the answer. */
    CUT,
    /** What came is not HTTP, or breaks a limit; or what was to be sent does. */
    PROTOCOL,
    /** {@link Exchange#cancel} or {@link HttpClient#close}. */
    CANCELLED
}
