package io.tachograph.collectors.inventory;

import java.util.List;
import java.util.Optional;

/**
 * What a file of clusters holds.
 *
 * @param entries in the order of the file
 * @param warnings what was read but means nothing here, such as an unknown field; a sentence each, without values
 */
public record Clusters(List<ClusterEntry> entries, List<String> warnings) {
    public Clusters {
        entries = List.copyOf(entries);
        warnings = List.copyOf(warnings);
    }

    Optional<ClusterEntry> named(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }
}
