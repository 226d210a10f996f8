package io.tachograph.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a key, a tenant or a model may use. */
public record BudgetSection(
        @Key(value = "whose: `key`, `tenant`, or `model`, which all callers share", otherwise = "required")
        Of of,

        @Key(
                value =
                        "the key's name (`key-1` is the first of `API_KEYS`), the tenant or the model that it is for, instead"
                                + " of the entry without a name",
                otherwise = "each one has its own")
        @Nullable
        String name,

        @Key(value = "requests that may be sent at once; they come back steadily in a minute", otherwise = "any number")
        @Nullable
        Long requestsPerMinute,

        @Key(value = "requests a day, which begins at midnight in UTC", otherwise = "any number") @Nullable
        Long requestsPerDay,

        @Key(
                value = "tokens, read and written, that may be used at once; they come back steadily in a minute",
                otherwise = "any number")
        @Nullable
        Long tokensPerMinute,

        @Key(value = "tokens a day, which begins at midnight in UTC", otherwise = "any number") @Nullable
        Long tokensPerDay) {
    /** Whose a budget is. */
    public enum Of {
        KEY,
        TENANT,
        MODEL
    }

    /** @throws IllegalArgumentException in one sentence */
    public BudgetSection {
        // Keys that are not there come as null, whatever the type says.
        if (of == null) {
            throw new IllegalArgumentException("a budget needs `of`: key, tenant or model");
        }
        if (requestsPerMinute == null && requestsPerDay == null && tokensPerMinute == null && tokensPerDay == null) {
            throw new IllegalArgumentException(
                    "a budget needs requests-per-minute, requests-per-day," + " tokens-per-minute or tokens-per-day");
        }
        positive("requests-per-minute", requestsPerMinute);
        positive("requests-per-day", requestsPerDay);
        positive("tokens-per-minute", tokensPerMinute);
        positive("tokens-per-day", tokensPerDay);
    }

    private static void positive(String key, @Nullable Long amount) {
        if (amount != null && amount < 1) {
            throw new IllegalArgumentException(key + " " + amount + " must be at least 1");
        }
    }

    /** Whether tokens count. */
    public boolean countsTokens() {
        return tokensPerMinute != null || tokensPerDay != null;
    }

    String whose() {
        return of.name().toLowerCase(Locale.ROOT) + (name == null ? "" : " " + name);
    }
}
