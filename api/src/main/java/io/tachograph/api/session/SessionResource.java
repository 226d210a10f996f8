package io.tachograph.api.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.audit.AuditLog;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/** Begins and ends the session of a browser. Thread-safe. */
public final class SessionResource {
    private static final int LONGEST_BODY = 4_096;

    private final ObjectMapper mapper = new ObjectMapper();
    private final BiFunction<String, Instant, Optional<SessionToken>> sessionOf;
    private final SignInLinks links;
    private final AuditLog audit;
    private final Clock clock;

    /**
     * @param sessionOf a session of a key until a time; empty when nobody knows the key
     * @param links links that may be shown instead of a key
     */
    public SessionResource(
            BiFunction<String, Instant, Optional<SessionToken>> sessionOf,
            SignInLinks links,
            AuditLog audit,
            Clock clock) {
        this.sessionOf = sessionOf;
        this.links = links;
        this.audit = audit;
        this.clock = clock;
    }

    /** Signs in with {@code {"key": …}} or {@code {"link": …}}. */
    public void begin(Context ctx) {
        // A form of another site cannot send this type.
        if (!String.valueOf(ctx.contentType()).startsWith("application/json")) {
            Problem.of(415, "The body is JSON: {\"key\": …} or {\"link\": …}.").send(ctx);
            return;
        }
        Optional<String> key = keyIn(ctx);
        Instant endsAt =
                Instant.ofEpochSecond(clock.instant().plus(SessionCookie.LASTS).getEpochSecond());
        Optional<SessionToken> session = key.flatMap(known -> sessionOf.apply(known, endsAt));
        if (session.isEmpty()) {
            audit.refused(ctx, AuditLog.NOBODY, "sign-in", "");
            Problem.of(401, "This key or link is not known.").send(ctx);
            return;
        }
        audit.done(ctx, session.get().keyId(), "sign-in", "");
        SessionCookie.set(ctx, session.get());
        ctx.header("Cache-Control", "no-store").status(204);
    }

    /** Signs out. */
    public void end(Context ctx) {
        SessionCookie.clear(ctx);
        ctx.status(204);
    }

    private Optional<String> keyIn(Context ctx) {
        try {
            if (ctx.req().getContentLengthLong() <= LONGEST_BODY) {
                JsonNode body = mapper.readTree(ctx.bodyInputStream().readNBytes(LONGEST_BODY));
                JsonNode link = body.path("link");
                return link.isTextual()
                        ? links.redeem(link.textValue())
                        : Optional.ofNullable(body.path("key").textValue());
            }
        } catch (IOException e) {
            // Answered as an unknown key.
        }
        return Optional.empty();
    }
}
