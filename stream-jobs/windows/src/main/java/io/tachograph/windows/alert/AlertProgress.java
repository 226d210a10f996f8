package io.tachograph.windows.alert;

import io.tachograph.store.AlertRow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one alert has come: inactive → firing → resolved → firing → … Times are the stream's clock, milliseconds since
 * the epoch.
 *
 * @param state whether it fires
 * @param sinceMillis when it last began to fire, {@link #NEVER} while inactive
 * @param resolvedMillis when it ceased to, {@link #NEVER} unless resolved
 * @param emittedMillis when it was last sent, {@link #NEVER} when it was not
 */
public record AlertProgress(AlertRow.State state, long sinceMillis, long resolvedMillis, long emittedMillis) {
    public static final long NEVER = Long.MIN_VALUE;

    /** An alert that nobody has heard of. */
    public static final AlertProgress NEW = new AlertProgress(AlertRow.State.INACTIVE, NEVER, NEVER, NEVER);

    /** The alert after one more evaluation. */
    public AlertProgress after(Evidence evidence, long nowMillis) {
        boolean fires = state == AlertRow.State.FIRING;
        if (evidence == Evidence.ABOVE && !fires) {
            return new AlertProgress(AlertRow.State.FIRING, nowMillis, NEVER, emittedMillis);
        }
        if (evidence == Evidence.BELOW && fires) {
            return new AlertProgress(AlertRow.State.RESOLVED, sinceMillis, nowMillis, emittedMillis);
        }
        return this;
    }

    /** Whether to send it: it changed since {@code before}, was never sent, or was last sent {@code repeatEvery} ago. */
    public boolean isDue(AlertProgress before, long nowMillis, Duration repeatEvery) {
        return state != before.state || emittedMillis == NEVER || nowMillis - emittedMillis >= repeatEvery.toMillis();
    }

    public AlertProgress emittedAt(long nowMillis) {
        return new AlertProgress(state, sinceMillis, resolvedMillis, nowMillis);
    }

    public @Nullable Instant since() {
        return instant(sinceMillis);
    }

    public @Nullable Instant resolvedAt() {
        return instant(resolvedMillis);
    }

    private static @Nullable Instant instant(long millis) {
        return millis == NEVER ? null : Instant.ofEpochMilli(millis);
    }
}
