package io.tachograph.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.Duration;

/** {@link DurationText} in a configuration file. */
final class Durations extends StdDeserializer<Duration> {
    private static final long serialVersionUID = 1L;

    Durations() {
        super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = parser.getValueAsString("").strip();
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException e) {
            throw context.weirdStringException(text, Duration.class, "must be a number and a unit");
        }
    }
}
