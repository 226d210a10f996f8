package io.tachograph.bench.record;

import java.util.Locale;

/** The part of a run that a request belongs to. Only the measured one counts in results. */
public enum Phase {
    WARMUP,
    MEASURED,
    COOLDOWN;

    /** As it is written in files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
