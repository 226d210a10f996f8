package io.tachograph.client.workload.trace;

import java.util.Locale;

/** What a trace's times are counted in. */
public enum TraceUnit {
    S(1e9),
    MS(1e6),
    US(1e3),
    NS(1);

    private final double nanos;

    TraceUnit(double nanos) {
        this.nanos = nanos;
    }

    double nanos() {
        return nanos;
    }

    /**
     * @param name in upper or lower case
     * @throws IllegalArgumentException in one sentence, when there is no such unit
     */
    public static TraceUnit parse(String name) {
        try {
            return valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("trace unit '" + name + "' is none of s, ms, us and ns", e);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
