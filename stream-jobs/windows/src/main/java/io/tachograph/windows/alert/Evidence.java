package io.tachograph.windows.alert;

/** What one evaluation says about an alert. */
public enum Evidence {
    /** Its condition holds. */
    ABOVE,
    /** Its condition does not hold. */
    BELOW,
    /** Too little was measured to say. Silence is not good news: the state stays as it is. */
    UNKNOWN
}
