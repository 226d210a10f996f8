package io.tachograph.store;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * State of one alert at one moment. Of two with one key the one evaluated later replaces the other.
 *
 * @param key what the alert is about, the same for ever
 * @param kind what is watched
 * @param severity whether it should wake somebody
 * @param target slug
 * @param cluster where the target runs
 * @param framework what serves it
 * @param model model name
 * @param slo the SLO of a burn rate; empty for other kinds
 * @param state whether it fires
 * @param since when it last began to fire; null exactly while it is inactive
 * @param resolvedAt when it ceased to fire; null unless resolved
 * @param evaluatedAt the stream's clock at the evaluation
 * @param reading what was held against the threshold
 * @param summary one sentence for people
 */
public record AlertRow(
        String key,
        Kind kind,
        Severity severity,
        String target,
        String cluster,
        String framework,
        String model,
        String slo,
        State state,
        @Nullable Instant since,
        @Nullable Instant resolvedAt,
        Instant evaluatedAt,
        AlertReading reading,
        String summary) {
    /** @throws IllegalArgumentException when state and times contradict each other */
    public AlertRow {
        if ((state == State.INACTIVE) != (since == null)) {
            throw new IllegalArgumentException("alert " + key + " is " + state + " since " + since);
        }
        if ((state == State.RESOLVED) != (resolvedAt != null)) {
            throw new IllegalArgumentException("alert " + key + " is " + state + ", resolved at " + resolvedAt);
        }
        if (resolvedAt != null && resolvedAt.isBefore(Objects.requireNonNull(since))) {
            throw new IllegalArgumentException("alert " + key + " was resolved before it fired");
        }
    }

    /** What is watched. */
    public enum Kind {
        /** The share of an error budget that is used up per time. */
        BURN_RATE,
        /** A target of which nothing more is heard. */
        TELEMETRY_LOST,
        /** A newer engine version that is worse than the one before. */
        REGRESSION
    }

    /** How urgent it is. */
    public enum Severity {
        PAGE,
        TICKET
    }

    /** Whether it fires. */
    public enum State {
        /** Has not fired since it is watched. */
        INACTIVE,
        FIRING,
        /** Fired once and does not any more. */
        RESOLVED
    }
}
