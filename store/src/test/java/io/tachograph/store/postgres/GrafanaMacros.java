package io.tachograph.store.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Grafana makes of the SQL of a panel before its PostgreSQL data source sends it: variables first (in the browser), then
 * intervals by plain replacement, then macros by Grafana's own expression, in the order of its {@code macros.go}. Macros that no
 * board of ours may use are refused.
 */
final class GrafanaMacros {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::(\\w+))?}|\\$(?!__)(\\w+)");
    private static final Pattern MACRO = Pattern.compile("\\$([_a-zA-Z0-9]+)\\(([^)]*)\\)");

    private final Instant from;
    private final Instant to;
    private final Duration interval;
    private final Map<String, List<String>> variables;

    /** @param variables what is chosen of each; the allValue of a variable stands for itself, unquoted, as in Grafana */
    GrafanaMacros(Instant from, Instant to, Duration interval, Map<String, List<String>> variables) {
        this.from = from;
        this.to = to;
        this.interval = interval;
        this.variables = variables;
    }

    String expand(String rawSql) {
        String chosen = VARIABLE.matcher(rawSql).replaceAll(match -> Matcher.quoteReplacement(variable(match)));
        String timed = chosen.replace("$__interval_ms", String.valueOf(interval.toMillis()))
                .replace("$__interval", interval.toSeconds() + "s");
        return MACRO.matcher(timed)
                .replaceAll(match -> Matcher.quoteReplacement(macro(match.group(1), match.group(2))));
    }

    private String variable(MatchResult match) {
        String name = match.group(1) != null ? match.group(1) : match.group(3);
        List<String> values = variables.get(name);
        if (values == null) {
            throw new IllegalArgumentException("the board has no variable " + name);
        }
        if (values.equals(List.of(GrafanaBoard.ALL))) {
            return GrafanaBoard.ALL;
        }
        String format = match.group(2);
        if (format == null && values.size() == 1) {
            return values.get(0);
        }
        if (!"sqlstring".equals(format)) {
            throw new IllegalArgumentException("several values of " + name + " without :sqlstring");
        }
        return values.stream()
                .map(value -> "'" + value.replace("'", "''") + "'")
                .collect(Collectors.joining(","));
    }

    private String macro(String name, String arguments) {
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException("no board may use $" + name + " with arguments");
        }
        return switch (name) {
            case "__timeFrom" -> "'" + from + "'";
            case "__timeTo" -> "'" + to + "'";
            default -> throw new IllegalArgumentException("no board may use $" + name);
        };
    }
}
