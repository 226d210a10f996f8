package io.tachograph.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;

/** {@link DurationText}, or whole seconds without a unit, as a variable of another system says them. */
final class SecondsOrDuration extends StdDeserializer<Duration> {
    private static final long serialVersionUID = 1L;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    SecondsOrDuration() {
        super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = parser.getValueAsString("").strip();
        try {
            return SECONDS.matcher(text).matches()
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : DurationText.parse(text);
        } catch (IllegalArgumentException e) {
            throw context.weirdStringException(text, Duration.class, "must be a number and a unit, or seconds");
        }
    }
}
