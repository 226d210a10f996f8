package io.tachograph.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;

/** Text, a number or a yes as the text that it is: values of properties whose types others know. */
final class ScalarText extends StdDeserializer<String> {
    private static final long serialVersionUID = 1L;

    ScalarText() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.currentToken().isScalarValue()) {
            return (String) context.handleUnexpectedToken(String.class, parser);
        }
        return parser.getText();
    }

    /** A key with nothing behind it. */
    @Override
    public String getNullValue(DeserializationContext context) throws JsonMappingException {
        throw JsonMappingException.from(context, "has no value");
    }
}
