package io.tachograph.api.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.tachograph.api.answer.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The JSON object that a request brings. What it says wrong is refused with the property's name. For one thread. */
public final class RequestBody {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Of RFC 3339. */
    private static final int LAST_YEAR = 9_999;

    private final JsonNode body;

    private RequestBody(JsonNode body) {
        this.body = body;
    }

    /**
     * Reads it.
     *
     * @param longest bytes that it may have
     * @param example what it looks like
     * @param properties that it may have
     * @throws RefusedRequestException when it is none, or has others
     */
    public static RequestBody read(Context ctx, int longest, String example, List<String> properties)
            throws IOException {
        if (!String.valueOf(ctx.contentType()).startsWith("application/json")) {
            throw new RefusedRequestException(Problem.of(415, "The body is JSON: " + example + "."));
        }
        JsonNode body = object(bytes(ctx, longest));
        body.fieldNames().forEachRemaining(name -> {
            if (!properties.contains(name)) {
                throw RefusedRequestException.parameter(
                        PlainName.of(name),
                        "There is no such property here, known are " + String.join(", ", properties) + ".");
            }
        });
        return new RequestBody(body);
    }

    /**
     * The bytes of any body.
     *
     * @throws RefusedRequestException when there are more than {@code longest}
     */
    public static byte[] bytes(Context ctx, int longest) throws IOException {
        byte[] bytes = ctx.bodyInputStream().readNBytes(longest + 1);
        if (bytes.length > longest) {
            throw new RefusedRequestException(Problem.of(413, "The body has more than " + longest + " bytes."));
        }
        return bytes;
    }

    private static JsonNode object(byte[] bytes) throws IOException {
        try {
            JsonNode body = MAPPER.readTree(bytes);
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            // Refused below, as other JSON is.
        }
        throw new RefusedRequestException(Problem.of(400, "The body is no JSON object."));
    }

    /** A text that has to be there. */
    public String text(String name) {
        if (!body.path(name).isTextual()) {
            throw RefusedRequestException.parameter(name, name + " is a text.");
        }
        return storable(name, body.get(name).textValue());
    }

    /** JSON can carry what is no text of Unicode, and no table takes. */
    private static String storable(String name, String text) {
        if (text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
            throw RefusedRequestException.parameter(name, name + " has a character that is none.");
        }
        return text;
    }

    /** A text, if it is there. */
    public Optional<String> textIfAny(String name) {
        return body.hasNonNull(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** Texts, none when they are not there. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        JsonNode values = body.path(name);
        if (!values.isMissingNode() && !values.isNull() && !values.isArray()) {
            throw RefusedRequestException.parameter(name, name + " is a list of texts.");
        }
        for (JsonNode value : values) {
            if (!value.isTextual()) {
                throw RefusedRequestException.parameter(name, name + " is a list of texts.");
            }
            texts.add(storable(name, value.textValue()));
        }
        return texts;
    }

    /** A time, if it is there. */
    public Optional<Instant> time(String name) {
        try {
            Optional<OffsetDateTime> time = textIfAny(name).map(OffsetDateTime::parse);
            if (time.filter(at -> at.getYear() < 1 || at.getYear() > LAST_YEAR).isEmpty()) {
                return time.map(OffsetDateTime::toInstant);
            }
        } catch (DateTimeException e) {
            // Refused below, as a year of five digits is.
        }
        throw RefusedRequestException.parameter(
                name, name + " is a time by RFC 3339, 2027-01-01T00:00:00Z for example.");
    }

    /** A number, if it is there: of at most 30 digits, none further than 12 places behind the point. */
    public Optional<BigDecimal> decimal(String name) {
        if (!body.hasNonNull(name)) {
            return Optional.empty();
        }
        if (body.get(name).isNumber()) {
            BigDecimal number = body.get(name).decimalValue();
            if (number.scale() <= 12 && number.scale() >= -12 && number.precision() <= 30) {
                return Optional.of(number);
            }
        }
        throw RefusedRequestException.parameter(
                name, name + " is a number of at most 30 digits, 12 of them behind the point.");
    }

    /** A whole number. */
    public int number(String name, int otherwise) {
        if (!body.has(name)) {
            return otherwise;
        }
        if (!body.get(name).isInt()) {
            throw RefusedRequestException.parameter(name, name + " is a whole number.");
        }
        return body.get(name).intValue();
    }
}
