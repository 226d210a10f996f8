package io.tachograph.api.request;

import io.tachograph.api.answer.Problem;
import io.tachograph.store.FunctionCall;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one question. It remembers which names it was asked for, so that a name that nothing asked for can be
 * refused. For one thread.
 */
public final class Parameters {
    private static final List<String> FILTERS =
            List.of("target", "model", "cluster", "engine_version", "origin", "prompt_band");

    private final Map<String, String> path;
    private final Map<String, List<String>> query;
    private final Instant now;
    private final @Nullable String tenant;
    private final Set<String> known = new LinkedHashSet<>();
    private boolean boundToTenant;

    /**
     * @param path values of the path's parameters
     * @param query values of the query's, each name with at least one
     * @param now what relative times are relative to
     * @param tenant whose requests alone the caller may see, null for all
     */
    public Parameters(Map<String, String> path, Map<String, List<String>> query, Instant now, @Nullable String tenant) {
        this.path = path;
        this.query = query;
        this.now = now;
        this.tenant = tenant;
        query.values().stream()
                .flatMap(List::stream)
                .filter(value -> value.indexOf('\0') >= 0)
                .findFirst()
                .ifPresent(value -> {
                    throw new RefusedRequestException(Problem.of(400, "A parameter contains the character U+0000."));
                });
    }

    /** A value of the path. */
    public String path(String name) {
        return path.getOrDefault(name, "");
    }

    /** All values of a parameter, none when it is not there. */
    public List<String> texts(String name) {
        known.add(name);
        return query.getOrDefault(name, List.of());
    }

    /** The one value of a parameter. */
    public Optional<String> text(String name) {
        List<String> values = texts(name);
        if (values.size() > 1) {
            throw RefusedRequestException.parameter(name, name + " has one value, not " + values.size() + ".");
        }
        return values.stream().findFirst();
    }

    public Optional<Double> number(String name) {
        return text(name).map(text -> number(name, text));
    }

    /** Numbers, those of the text when none is given. */
    public List<Double> numbers(String name, String... byDefault) {
        return given(name, byDefault).stream().map(text -> number(name, text)).toList();
    }

    public Optional<Boolean> flag(String name) {
        return text(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw RefusedRequestException.parameter(name, name + " is true or false.");
        });
    }

    public Optional<Duration> length(String name) {
        return text(name).map(text -> TimeText.length(name, text));
    }

    /** Lengths of time, those of the text when none is given. */
    public List<Duration> lengths(String name, String... byDefault) {
        return given(name, byDefault).stream()
                .map(text -> TimeText.length(name, text))
                .toList();
    }

    /** Values, those of the text when none is given. */
    public List<String> given(String name, String... byDefault) {
        List<String> values = texts(name);
        return values.isEmpty() ? List.of(byDefault) : values;
    }

    public Instant time(String name, String byDefault) {
        return TimeText.time(name, text(name).orElse(byDefault), now);
    }

    /** {@code from} and {@code to}. */
    public RequestedRange range() {
        return range("");
    }

    /** The range of one side, for which that without the prefix stands in. */
    public RequestedRange range(String prefix) {
        Instant from =
                time(prefix + "from", prefix.isEmpty() ? "now-1h" : text("from").orElse("now-1h"));
        Instant to = time(prefix + "to", prefix.isEmpty() ? "now" : text("to").orElse("now"));
        if (from.isAfter(to)) {
            throw RefusedRequestException.parameter(
                    prefix + "from", "The range begins at " + from + ", after its end at " + to + ".");
        }
        return new RequestedRange(from, to);
    }

    /** {@code step}, if it is given and allowed in the range. */
    public Optional<Duration> step(RequestedRange range) {
        Optional<Duration> step = length("step");
        step.ifPresent(range::checkStep);
        return step;
    }

    /** Adds the filters of these names to a call; the tenant's too when it is among them. */
    public FunctionCall filter(FunctionCall call, String... names) {
        FunctionCall filtered = call;
        for (String name : names) {
            filtered = switch (name) {
                case "tenant" -> filtered.with("tenants", tenants(""));
                case "streamed" -> filtered.with("streamed", flag("streamed").orElse(null));
                default -> filtered.with(name + "s", texts(name));
            };
        }
        return filtered;
    }

    /** Adds every filter to a call, those of a side before those of both. */
    public FunctionCall select(FunctionCall call, String prefix) {
        FunctionCall selected = call;
        for (String filter : FILTERS) {
            List<String> ofBoth = texts(filter);
            List<String> own = texts(prefix + filter);
            selected = selected.with(filter + "s", own.isEmpty() ? ofBoth : own);
        }
        Optional<Boolean> ofBoth = flag("streamed");
        Optional<Boolean> own = flag(prefix + "streamed");
        return selected.with("streamed", own.or(() -> ofBoth).orElse(null)).with("tenants", tenants(prefix));
    }

    /** Every filter, and the dimensions to part by. */
    public FunctionCall selectAndGroup(FunctionCall call) {
        return select(call, "").with("group_by", texts("group"));
    }

    /** The tenants whose requests are asked for: the caller's, where the key is bound to one. */
    public List<String> tenants(String prefix) {
        List<String> ofBoth = texts("tenant");
        List<String> own = texts(prefix + "tenant");
        List<String> asked = own.isEmpty() ? ofBoth : own;
        if (tenant == null) {
            return asked;
        }
        boundToTenant = true;
        if (!asked.isEmpty() && !asked.equals(List.of(tenant))) {
            throw new RefusedRequestException(
                    Problem.of(403, "This key is bound to a tenant, and sees that tenant's requests only.")
                            .withParameter(prefix + "tenant"));
        }
        return List.of(tenant);
    }

    /** The tenant that the caller is bound to, none for one who may see all. */
    public List<String> boundTenants() {
        boundToTenant = true;
        return tenant == null ? List.of() : List.of(tenant);
    }

    /** That the answer is the same whatever the tenant. */
    public void sameForEveryTenant() {
        boundToTenant = true;
    }

    /** Refuses what nothing asked for, and a caller who may see one tenant's requests where that was not heeded. */
    public void end() {
        for (String name : query.keySet()) {
            if (!known.contains(name)) {
                throw RefusedRequestException.parameter(
                        PlainName.of(name),
                        "There is no such parameter here, known are " + String.join(", ", known) + ".");
            }
        }
        if (tenant != null && !boundToTenant) {
            throw new RefusedRequestException(
                    Problem.of(403, "This key is bound to a tenant, and this is not counted by tenant."));
        }
    }

    private static double number(String name, String text) {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number) && text.matches("[-+0-9.eE]{1,40}")) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, as what is not finite is.
        }
        throw RefusedRequestException.parameter(name, name + " is a number.");
    }
}
