package io.tachograph.client.scrape;

/** What a server has counted since it started. */
public enum ServerCounter {
    /** Requests that it finished with an answer; without aborted and failed ones where it counts them separately. */
    REQUESTS("requests_finished"),
    /** Requests that the client gave up. */
    ABORTED("requests_aborted"),
    /** Requests that ended with an error. */
    FAILED("requests_failed"),
    /** Tokens of prompts, those from a cache included. */
    PROMPT_TOKENS("prompt_tokens"),
    /** Tokens of prompts that came from a cache. */
    CACHED_PROMPT_TOKENS("cached_prompt_tokens"),
    /** Output tokens. */
    GENERATION_TOKENS("generation_tokens"),
    /** How often a request had to make way for others and start over. */
    PREEMPTIONS("preemptions");

    private final String key;

    ServerCounter(String key) {
        this.key = key;
    }

    /** Its canonical name on the wire. */
    public String key() {
        return key;
    }
}
