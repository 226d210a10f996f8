package io.tachograph.live;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which results a listener wants. Immutable; equal ones are the same question.
 *
 * @param kinds of these kinds
 * @param filters of these values; a dimension that is not there is not filtered
 * @param groupBy windows are merged to one for each combination of these; to one when it is empty
 */
public record LiveSelection(Set<LiveKind> kinds, Map<LiveDimension, Set<String>> filters, List<LiveDimension> groupBy) {
    public LiveSelection {
        kinds = Set.copyOf(kinds);
        filters = filters.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, filter -> Set.copyOf(filter.getValue())));
        groupBy = List.copyOf(groupBy);
    }

    boolean takes(Series series) {
        return filters.entrySet().stream()
                .allMatch(filter -> filter.getValue().contains(series.value(filter.getKey())));
    }

    /** Whether a value of a dimension passes its filter; null is of a result that the dimension says nothing of. */
    boolean takes(LiveDimension dimension, @Nullable String value) {
        Set<String> wanted = filters.get(dimension);
        return wanted == null || value == null || wanted.contains(value);
    }

    /** The group that a series is merged into. */
    List<String> groupOf(Series series) {
        return groupBy.stream().map(series::value).toList();
    }
}
