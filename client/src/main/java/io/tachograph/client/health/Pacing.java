package io.tachograph.client.health;

/** What says when the next request is sent. */
public enum Pacing {
    /** The clock alone. How late a request was sent is in its record. */
    CLOCK,
    /**
     * The end of an answer, as in a closed loop and between the turns of a conversation: until the client has noticed it,
     * nothing is sent, so its delay is in the rate.
     */
    ANSWERS
}
