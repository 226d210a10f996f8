package io.tachograph.api.price;

import io.javalin.http.Context;
import io.tachograph.api.request.RefusedRequestException;
import io.tachograph.store.ModelPrice;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which price is meant: no two have the same of these.
 *
 * @param target empty for every target
 * @param tenant empty for every tenant
 */
record PriceScope(String model, String target, String tenant, LocalDate from) {
    private static final int LONGEST_NAME = 1_000;
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Set<String> KNOWN = Set.of("model", "target", "tenant", "from");

    /** As the parameters of a query name it. */
    static PriceScope of(Context ctx) {
        Map<String, List<String>> query = ctx.queryParamMap();
        query.forEach((name, values) -> {
            if (!KNOWN.contains(name) || values.size() > 1) {
                throw RefusedRequestException.parameter(
                        name, "A price is named by one model, target, tenant and from (its first day).");
            }
        });
        return new PriceScope(
                name("model", text(query, "model", "")),
                name("target", text(query, "target", "")),
                name("tenant", text(query, "tenant", "")),
                day("from", text(query, "from", ModelPrice.EVER.toString())));
    }

    private static String text(Map<String, List<String>> query, String name, String otherwise) {
        return query.getOrDefault(name, List.of(otherwise)).get(0);
    }

    static String name(String property, String text) {
        if (text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)) {
            throw RefusedRequestException.parameter(
                    property,
                    property + " has at most " + LONGEST_NAME + " characters, and none that controls a terminal.");
        }
        return text;
    }

    static LocalDate day(String property, String text) {
        try {
            LocalDate day = DAY.matcher(text).matches() ? LocalDate.parse(text) : LocalDate.MIN;
            if (!day.isBefore(ModelPrice.EVER)) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // Refused below, as a day before all others is.
        }
        throw RefusedRequestException.parameter(
                property, property + " is a day from 1970-01-01 on, 2026-12-01 for example.");
    }
}
