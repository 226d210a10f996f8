package io.tachograph.export;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.tachograph.schemas.avro.RequestWindow;
import java.util.Locale;

/** The attributes that tell series apart. What is empty is left out. */
final class SeriesAttributes {
    private SeriesAttributes() {}

    static Attributes of(RequestWindow window) {
        AttributesBuilder attributes = Attributes.builder();
        put(attributes, "tachograph.target", window.getTarget());
        put(attributes, "tachograph.cluster", window.getCluster());
        put(attributes, "tachograph.framework", window.getFramework());
        put(attributes, "gen_ai.request.model", window.getModel());
        put(attributes, "tachograph.engine_version", window.getEngineVersion());
        put(attributes, "tachograph.tenant", window.getTenant());
        put(attributes, "tachograph.origin", window.getOrigin().name().toLowerCase(Locale.ROOT));
        put(attributes, "tachograph.prompt_band", window.getPromptBand());
        attributes.put("gen_ai.request.stream", window.getStreamed());
        return attributes.build();
    }

    private static void put(AttributesBuilder attributes, String name, String value) {
        if (!value.isEmpty()) {
            attributes.put(name, value);
        }
    }
}
