package io.tachograph.collectors.source.docker;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The host's GPUs, as their driver reports them.
 *
 * @param uuids by index; empty when nobody tells
 * @param byContainer UUIDs of the GPUs, or MIG instances, that processes of a container compute on, by the container's id;
 *     null when nobody tells
 */
record HostGpus(Map<Integer, String> uuids, @Nullable Map<String, Set<String>> byContainer) {
    static final HostGpus UNKNOWN = new HostGpus(Map.of(), null);

    /**
     * @param gpus UUIDs
     * @param reason by what it was concluded
     * @param unknown ids that could not be told a UUID, or what else is not known
     */
    record Finding(Set<String> gpus, String reason, List<String> unknown) {}

    /** Of those named, what was asked for counts: they are held, used or not. Of others, what is seen to be used. */
    Finding of(String container, RequestedGpus asked) {
        Set<String> used = byContainer == null ? Set.of() : byContainer.getOrDefault(container, Set.of());
        if (!asked.ids().isEmpty()) {
            Set<String> found = new TreeSet<>();
            List<String> unknown =
                    asked.ids().stream().filter(id -> !resolve(id, found)).toList();
            return new Finding(found, asked.by() + seen(used, found), unknown);
        }
        if (!used.isEmpty()) {
            return new Finding(new TreeSet<>(used), "its processes compute there", List.of());
        }
        if (asked.all() && byContainer == null) {
            return new Finding(
                    new TreeSet<>(uuids.values()),
                    asked.by() + " of all",
                    uuids.isEmpty() ? List.of("all") : List.of());
        }
        // It will be seen which, as soon as it computes; without anybody who looks it stays unknown.
        boolean nobodyLooks = asked.count() > 0 && byContainer == null;
        return new Finding(Set.of(), asked.by(), nobodyLooks ? List.of("any " + asked.count()) : List.of());
    }

    private boolean resolve(String id, Set<String> found) {
        if (id.startsWith("GPU-") || id.startsWith("MIG-")) {
            found.add(uuids.values().stream()
                    .filter(uuid -> uuid.startsWith(id))
                    .findFirst()
                    .orElse(id));
            return true;
        }
        String uuid = id.matches("[0-9]{1,4}") ? uuids.get(Integer.valueOf(id)) : null;
        return uuid != null && (found.contains(uuid) || found.add(uuid));
    }

    /** Short: the stream refuses long reasons. */
    private static String seen(Set<String> used, Set<String> held) {
        long both = used.stream().filter(held::contains).count();
        return used.isEmpty()
                ? ""
                : "; computes on " + both + " of " + held.size()
                        + (both < used.size() ? " and on " + (used.size() - both) + " it did not ask for" : "");
    }
}
