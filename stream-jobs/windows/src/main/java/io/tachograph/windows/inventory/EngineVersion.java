package io.tachograph.windows.inventory;

import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.InventoryEngine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the engine of a target was when it last said so.
 *
 * @param engine kind of engine
 * @param version never empty
 * @param assertedAtMicros when it was found so, microseconds since the epoch
 */
public record EngineVersion(String engine, String version, long assertedAtMicros) {
    /** Null when the record does not say. */
    public static @Nullable EngineVersion of(InventoryEngine said) {
        return said.getVersion().isBlank()
                ? null
                : new EngineVersion(said.getEngine(), said.getVersion(), said.getAssertedAtMicros());
    }

    /** Whether this was found after the other. */
    public boolean isAfter(EngineVersion other) {
        return assertedAtMicros > other.assertedAtMicros;
    }

    /** That this serves since it was found, and another before; null when it is no other. */
    public @Nullable Event deployAfter(EngineVersion before, InventoryEngine said) {
        if (engine.equals(before.engine) && version.equals(before.version)) {
            return null;
        }
        return Event.newBuilder()
                .setKind("deploy")
                .setSubject(said.getTarget())
                .setStartedAtMicros(assertedAtMicros)
                .setText(engine + " " + version + " serves, where " + before.engine + " " + before.version + " did")
                .setTags(List.of(engine, version))
                .setSource("inventory")
                .setAgent(said.getAgent())
                .setAssertedAtMicros(assertedAtMicros)
                .build();
    }
}
