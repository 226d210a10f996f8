package io.tachograph.collectors.source.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a source knows of its engine, in words.
 *
 * @param engine empty before the first reading
 * @param version empty when the engine does not tell
 * @param served models, empty when it does not tell
 * @param names by canonical name, the metric that it was read from
 * @param notes one sentence per thing that could not be read as it should
 * @param change the last change of version that was seen, null for none
 */
public record EngineStatus(
        String engine,
        String version,
        List<ServedModel> served,
        Map<String, String> names,
        List<String> notes,
        @Nullable VersionChange change) {
    static final EngineStatus UNKNOWN = new EngineStatus("", "", List.of(), Map.of(), List.of(), null);

    public EngineStatus {
        served = List.copyOf(served);
        names = Map.copyOf(names);
        notes = List.copyOf(notes);
    }

    /** Names of the models that it serves. */
    public List<String> models() {
        return served.stream().map(ServedModel::name).toList();
    }

    /**
     * Another version answered than before.
     *
     * @param atMicros when it was seen, microseconds since the epoch
     */
    public record VersionChange(String from, String to, long atMicros) {}

    private static Instant at(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS);
    }

    /** In one line. */
    public String describe() {
        if (engine.isEmpty()) {
            return "not read yet";
        }
        String found = new TreeMap<>(names)
                .entrySet().stream()
                        .map(name -> name.getKey() + "=" + name.getValue())
                        .collect(Collectors.joining(" "));
        return engine
                + (version.isEmpty() ? "" : " " + version)
                + (change == null ? "" : " (" + change.from() + " until " + at(change.atMicros()) + ")")
                + (served.isEmpty() ? "" : ", serves " + String.join(", ", models()))
                + (found.isEmpty() ? "" : "; " + found)
                + (notes.isEmpty() ? "" : "; " + String.join("; ", notes));
    }
}
