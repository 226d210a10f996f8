package io.tachograph.api.limit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a request stands with its budgets.
 *
 * @param spent the budget for which it may not pass, null when it may
 * @param headers what an answer says of it, under OpenAI's names, and {@code Retry-After} where it may not pass
 */
public record Standing(@Nullable Budget spent, Map<String, String> headers) {
    static final Standing WITHOUT_BUDGETS = new Standing(null, Map.of());

    public Standing {
        headers = Map.copyOf(headers);
    }

    public boolean mayPass() {
        return spent == null;
    }

    /** Of budgets that were looked at, one after the other; of those that count the same thing the tightest is told. */
    static final class Gathering {
        private final Map<Budget.Unit, Tightest> tightest = new EnumMap<>(Budget.Unit.class);

        private record Tightest(Budget budget, Limiter.Verdict verdict) {
            /** The request that begins is counted already; the token that it was looked for is not used yet. */
            long remaining() {
                boolean unused = verdict.allowed() && budget.unit() == Budget.Unit.TOKENS;
                return verdict.remaining() + (unused ? 1 : 0);
            }
        }

        void add(Budget budget, Limiter.Verdict verdict) {
            tightest.merge(
                    budget.unit(),
                    new Tightest(budget, verdict),
                    (old, next) -> next.remaining() < old.remaining() ? next : old);
        }

        Standing passed() {
            return new Standing(null, headers());
        }

        Standing refused(Budget budget, Limiter.Verdict verdict) {
            tightest.put(budget.unit(), new Tightest(budget, verdict));
            Map<String, String> headers = headers();
            headers.put("retry-after", Long.toString(verdict.retryAfterSeconds()));
            return new Standing(budget, headers);
        }

        private Map<String, String> headers() {
            Map<String, String> headers = new LinkedHashMap<>();
            tightest.forEach((unit, found) -> {
                String of = Budget.text(unit);
                headers.put(
                        "x-ratelimit-limit-" + of, Long.toString(found.budget().amount()));
                headers.put("x-ratelimit-remaining-" + of, Long.toString(found.remaining()));
                headers.put("x-ratelimit-reset-" + of, span(found.verdict().resetSeconds()));
            });
            return headers;
        }

        /** As OpenAI writes it: {@code 6m0s}. */
        private static String span(long seconds) {
            return Duration.ofSeconds(seconds).toString().substring(2).toLowerCase(Locale.ROOT);
        }
    }
}
