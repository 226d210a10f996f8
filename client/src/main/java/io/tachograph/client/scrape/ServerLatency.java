package io.tachograph.client.scrape;

/** Times that a server measures, in seconds. */
public enum ServerLatency {
    /** From arrival at the server to the first token; also of requests that were aborted later. */
    TTFT,
    /** From arrival to the last token. */
    E2E,
    /** Mean time per output token after the first, one value per request. */
    TPOT,
    /** Time between two outputs: per token, or per engine step with speculative decoding in vLLM. */
    ITL,
    /** Waiting before the work on the request began. */
    QUEUE
}
