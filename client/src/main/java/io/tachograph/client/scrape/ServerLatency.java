package io.tachograph.client.scrape;

/** Times that a server measures, in seconds. */
public enum ServerLatency {
    /** From arrival at the server to the first token; also of requests that were aborted later. */
    TTFT("ttft"),
    /** From arrival to the last token. */
    E2E("e2e"),
    /** Mean time per output token after the first, one value per request. */
    TPOT("tpot"),
    /** Time between two outputs: per token, or per engine step with speculative decoding in vLLM. */
    ITL("icl"),
    /** Waiting before the work on the request began. */
    QUEUE("queue_time");

    private final String key;

    ServerLatency(String key) {
        this.key = key;
    }

    /** Its canonical name on the wire. */
    public String key() {
        return key;
    }
}
