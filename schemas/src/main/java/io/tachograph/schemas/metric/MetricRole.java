package io.tachograph.schemas.metric;

/** The role of a latency metric. */
public enum MetricRole {
    /** The first ones to look at. */
    HEADLINE,
    /** A headline from another point in time. */
    VARIANT,
    /** Another tool's reading of a headline, which a verdict would count twice. */
    OTHER_READING,
    /** The client's own delay, before the server has anything: known of failed requests too, and says nothing of the target. */
    CLIENT
}
