package io.tachograph.store;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the tokens of a model cost. Prices are of a million tokens, days are of UTC.
 *
 * @param model as requests name it
 * @param target whose requests alone it is for; empty for every target
 * @param tenant whose requests alone it is for; empty for every tenant
 * @param validFrom first day
 * @param validUntil first day on which it no longer holds; null for none
 * @param currency by ISO 4217
 * @param cachedInput null where input tokens that a cache had cost what others do
 */
public record ModelPrice(
        String model,
        String target,
        String tenant,
        LocalDate validFrom,
        @Nullable LocalDate validUntil,
        String currency,
        BigDecimal input,
        @Nullable BigDecimal cachedInput,
        BigDecimal output) {
    /** The first day of a price that held ever since. */
    public static final LocalDate EVER = LocalDate.EPOCH;

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /** @throws IllegalArgumentException in one sentence, when there can be no such price */
    public ModelPrice {
        if (model.isBlank()) {
            throw new IllegalArgumentException("A price is of a model, which has a name.");
        }
        if (!CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException(
                    "A currency has three capital letters, such as USD, not '" + currency + "'.");
        }
        check("input", input);
        check("output", output);
        if (cachedInput != null) {
            check("cached input", cachedInput);
        }
        if (validUntil != null && !validUntil.isAfter(validFrom)) {
            throw new IllegalArgumentException(
                    "The price would no longer hold on " + validUntil + ", and hold from " + validFrom + " on.");
        }
    }

    private static void check(String what, BigDecimal price) {
        if (price.signum() < 0) {
            throw new IllegalArgumentException(
                    "The price of " + what + " tokens is " + price.toPlainString() + ", it must be 0 or more.");
        }
    }
}
