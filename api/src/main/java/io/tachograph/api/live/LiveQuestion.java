package io.tachograph.api.live;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.ForbiddenResponse;
import io.tachograph.live.LiveDimension;
import io.tachograph.live.LiveKind;
import io.tachograph.live.LivePosition;
import io.tachograph.live.LiveSelection;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one listener asked for.
 *
 * @param selection what he wants to hear of
 * @param after where he was before; empty when he begins
 * @param lost he says where he was, but in words that are not ours
 */
record LiveQuestion(LiveSelection selection, Optional<LivePosition> after, boolean lost) {
    private static final String AFTER = "after";
    private static final Set<String> KNOWN = Stream.concat(
                    Stream.of("kind", "group", AFTER),
                    Arrays.stream(LiveDimension.values()).map(LiveDimension::key))
            .collect(Collectors.toCollection(TreeSet::new));

    /**
     * Reads the parameters of a request.
     *
     * @param query values by name
     * @param tenant whose windows alone may be heard, null for all
     * @param lastEventId of the header of that name, which goes before the parameter {@code after}
     */
    static LiveQuestion of(Map<String, List<String>> query, @Nullable String lastEventId, @Nullable String tenant) {
        if (!KNOWN.containsAll(query.keySet())) {
            throw new BadRequestResponse(
                    "There is a parameter that is not known here, known are " + String.join(", ", KNOWN) + ".");
        }
        Map<LiveDimension, Set<String>> filters = new EnumMap<>(LiveDimension.class);
        for (LiveDimension dimension : LiveDimension.values()) {
            List<String> values = query.getOrDefault(dimension.key(), List.of());
            if (!values.isEmpty()) {
                filters.put(dimension, Set.copyOf(values));
            }
        }
        Set<LiveKind> kinds = EnumSet.noneOf(LiveKind.class);
        kinds.addAll(all(query, "kind", LiveKind.values(), LiveKind::key));
        if (tenant != null) {
            bind(tenant, kinds, filters);
        }
        LiveSelection selection = new LiveSelection(
                kinds.isEmpty() ? EnumSet.allOf(LiveKind.class) : kinds,
                filters,
                all(query, "group", LiveDimension.values(), LiveDimension::key));
        @Nullable
        String position = lastEventId != null
                ? lastEventId
                : query.getOrDefault(AFTER, List.of()).stream().findFirst().orElse(null);
        Optional<LivePosition> after = Optional.ofNullable(position).flatMap(LivePosition::parse);
        return new LiveQuestion(selection, after, position != null && after.isEmpty());
    }

    /** Windows are counted by tenant, rankings and alerts are not. */
    private static void bind(String tenant, Set<LiveKind> kinds, Map<LiveDimension, Set<String>> filters) {
        Set<String> asked = filters.put(LiveDimension.TENANT, Set.of(tenant));
        if (!kinds.equals(Set.of(LiveKind.WINDOW)) || (asked != null && !asked.equals(Set.of(tenant)))) {
            throw new ForbiddenResponse(
                    "This key is bound to a tenant, and hears that tenant's windows only: ask with kind=window.");
        }
    }

    private static <T> List<T> all(
            Map<String, List<String>> query, String parameter, T[] values, Function<T, String> key) {
        return query.getOrDefault(parameter, List.of()).stream()
                .map(name -> Arrays.stream(values)
                        .filter(value -> key.apply(value).equals(name))
                        .findFirst()
                        .orElseThrow(() -> new BadRequestResponse(parameter + " is one of "
                                + Arrays.stream(values).map(key).collect(Collectors.joining(", ")) + ".")))
                .distinct()
                .toList();
    }
}
