package io.tachograph.api.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.caller.Scope;
import io.tachograph.api.request.PlainName;
import io.tachograph.api.request.RefusedRequestException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what kind of key a request wants. */
final class KeyBody {
    private static final int LONGEST = 4_096;
    private static final Set<String> KNOWN =
            Set.of("name", "scopes", "tenant", "expires_at", "requests_per_minute", "burst");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private KeyBody() {}

    /** @throws RefusedRequestException in one sentence, when it is none */
    static KeyRequest read(Context ctx) throws IOException {
        JsonNode body = json(ctx);
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KNOWN.contains(name)) {
                throw RefusedRequestException.parameter(
                        PlainName.of(name),
                        "A key has no such property, known are name, scopes, tenant, expires_at, "
                                + "requests_per_minute and burst.");
            }
        }
        try {
            return new KeyRequest(
                    text(body, "name"),
                    scopes(body.path("scopes")),
                    body.hasNonNull("tenant") ? text(body, "tenant") : null,
                    expiry(body),
                    new RateLimit(
                            number(body, "requests_per_minute", RateLimit.USUAL.perMinute()),
                            number(body, "burst", RateLimit.USUAL.burst())));
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException(Problem.of(400, String.valueOf(e.getMessage())));
        }
    }

    private static JsonNode json(Context ctx) throws IOException {
        if (!String.valueOf(ctx.contentType()).startsWith("application/json")) {
            throw new RefusedRequestException(
                    Problem.of(415, "The body is JSON: {\"name\": …, \"scopes\": [\"read\"]}."));
        }
        byte[] bytes = ctx.bodyInputStream().readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new RefusedRequestException(Problem.of(413, "The body has more than " + LONGEST + " bytes."));
        }
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

    private static String text(JsonNode body, String name) {
        if (!body.path(name).isTextual()) {
            throw RefusedRequestException.parameter(name, name + " is a text.");
        }
        return body.get(name).textValue();
    }

    private static Set<Scope> scopes(JsonNode names) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (JsonNode name : names) {
            scopes.add(Scope.named(name.asText())
                    .orElseThrow(() -> RefusedRequestException.parameter(
                            "scopes", "A scope is one of read, generate, write and admin.")));
        }
        return scopes;
    }

    private static @Nullable Instant expiry(JsonNode body) {
        if (!body.hasNonNull("expires_at")) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text(body, "expires_at")).toInstant();
        } catch (DateTimeException e) {
            throw RefusedRequestException.parameter(
                    "expires_at", "expires_at is a time by RFC 3339, 2027-01-01T00:00:00Z for example.");
        }
    }

    private static int number(JsonNode body, String name, int otherwise) {
        if (!body.has(name)) {
            return otherwise;
        }
        if (!body.get(name).isInt()) {
            throw RefusedRequestException.parameter(name, name + " is a whole number.");
        }
        return body.get(name).intValue();
    }
}
