package io.tachograph.client.http;

/** Which HTTP a client speaks. There is no fallback from one to the other. */
public enum HttpVersion {
    /** One exchange per connection at a time. */
    HTTP_1_1,
    /**
     * Many exchanges per connection: over TLS by ALPN, in clear text by prior knowledge. A server that does not agree is
     * an {@link ExchangeFailure#CONNECT}.
     */
    HTTP_2
}
