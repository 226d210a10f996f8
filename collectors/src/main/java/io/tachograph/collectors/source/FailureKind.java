package io.tachograph.collectors.source;

/** Why a reading failed. */
public enum FailureKind {
    /** Nobody answers there, or the name does not resolve. */
    UNREACHABLE,
    /** The answer took longer than the time limit. */
    TIMEOUT,
    /** Credentials or permissions do not suffice. */
    REFUSED,
    /** It is there, but does not offer what is asked for: an HTTP error, no GPU, a switched-off endpoint. */
    UNAVAILABLE,
    /** It wants to be asked less often, and is left alone for that long. */
    LIMITED,
    /** The answer is not what it should be. */
    MALFORMED,
    /** The answer exceeds a limit. */
    TOO_LARGE,
    /** A bug in the source. */
    INTERNAL
}
