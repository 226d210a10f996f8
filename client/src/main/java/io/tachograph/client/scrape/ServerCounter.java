package io.tachograph.client.scrape;

/** What a server has counted since it started. */
public enum ServerCounter {
    /** Requests that it finished with an answer; aborted and failed ones left out where it tells them apart. */
    REQUESTS,
    /** Tokens of prompts, those from a cache included. */
    PROMPT_TOKENS,
    /** Output tokens. */
    GENERATION_TOKENS
}
