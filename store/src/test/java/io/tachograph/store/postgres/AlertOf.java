package io.tachograph.store.postgres;

import io.tachograph.store.AlertReading;
import io.tachograph.store.AlertRow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Alerts for tests; times are minutes after noon. */
final class AlertOf {
    private static final AlertReading READING =
            new AlertReading(20.5, 30.25, 14.4, "burn rate", Duration.ofHours(1), Duration.ofMinutes(5), 120, true);

    private AlertOf() {}

    static AlertRow inactive(String key, int evaluated) {
        return row(key, AlertRow.State.INACTIVE, null, null, evaluated);
    }

    static AlertRow firing(String key, int since, int evaluated) {
        return row(key, AlertRow.State.FIRING, since, null, evaluated);
    }

    static AlertRow resolved(String key, int since, int at, int evaluated) {
        return row(key, AlertRow.State.RESOLVED, since, at, evaluated);
    }

    private static AlertRow row(
            String key, AlertRow.State state, @Nullable Integer since, @Nullable Integer resolved, int evaluated) {
        return new AlertRow(
                key,
                AlertRow.Kind.BURN_RATE,
                AlertRow.Severity.PAGE,
                "eu-vllm-atlas",
                "eu",
                "vllm",
                "atlas",
                "chat",
                state,
                minute(since),
                minute(resolved),
                WindowOf.NOON.plusSeconds(60L * evaluated),
                READING,
                "eu-vllm-atlas burns its budget");
    }

    private static @Nullable Instant minute(@Nullable Integer minute) {
        return minute == null ? null : WindowOf.NOON.plusSeconds(60L * minute);
    }
}
