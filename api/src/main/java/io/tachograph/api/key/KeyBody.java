package io.tachograph.api.key;

import io.javalin.http.Context;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.caller.Scope;
import io.tachograph.api.request.RefusedRequestException;
import io.tachograph.api.request.RequestBody;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads what kind of key a request wants. */
final class KeyBody {
    private static final int LONGEST = 4_096;

    private KeyBody() {}

    /** @throws RefusedRequestException in one sentence, when it is none */
    static KeyRequest read(Context ctx) throws IOException {
        RequestBody body = RequestBody.read(
                ctx,
                LONGEST,
                "{\"name\": …, \"scopes\": [\"read\"]}",
                List.of("name", "scopes", "tenant", "expires_at", "requests_per_minute", "burst"));
        try {
            return new KeyRequest(
                    body.text("name"),
                    scopes(body.texts("scopes")),
                    body.textIfAny("tenant").orElse(null),
                    body.time("expires_at").orElse(null),
                    new RateLimit(
                            body.number("requests_per_minute", RateLimit.USUAL.perMinute()),
                            body.number("burst", RateLimit.USUAL.burst())));
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException(Problem.of(400, String.valueOf(e.getMessage())));
        }
    }

    private static Set<Scope> scopes(List<String> names) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : names) {
            scopes.add(Scope.named(name)
                    .orElseThrow(() -> RefusedRequestException.parameter(
                            "scopes", "A scope is one of read, generate, write and admin.")));
        }
        return scopes;
    }
}
