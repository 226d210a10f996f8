package io.tachograph.api.limit;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a key, a tenant or a model may use.
 *
 * @param of whose budget it is
 * @param name of the one that has it; null where each one has such a budget of its own
 * @param amount of a period, at least 1
 */
public record Budget(Of of, @Nullable String name, Unit unit, Period period, long amount) {
    /** Whose. */
    public enum Of {
        KEY,
        TENANT,
        /** All callers together. */
        MODEL
    }

    /** What is counted. */
    public enum Unit {
        /** When they come. */
        REQUESTS,
        /** Read and written, when a request has ended. */
        TOKENS
    }

    /** How what was used comes back. */
    public enum Period {
        /** Steadily. */
        MINUTE,
        /** At midnight in UTC. */
        DAY
    }

    public Budget {
        if (amount < 1) {
            throw new IllegalArgumentException("a budget is at least 1, not " + amount);
        }
    }

    Pace pace() {
        return period == Period.MINUTE
                ? Pace.steady(amount, Duration.ofMinutes(1))
                : Pace.stepped(amount, Duration.ofDays(1));
    }

    /** What is counted for one that has it. */
    String account(String id) {
        return "budget:" + text(of) + ":" + text(unit) + ":" + text(period) + ":" + id;
    }

    /** That it is spent, for whoever wanted to use it. */
    public String sentence() {
        return "The budget of this " + text(of) + " is spent: " + amount + " " + text(unit) + " a " + text(period)
                + (period == Period.DAY ? " (UTC)." : ".");
    }

    static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
