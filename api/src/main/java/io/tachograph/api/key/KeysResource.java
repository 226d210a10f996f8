package io.tachograph.api.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.http.Context;
import io.tachograph.api.answer.Json;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.audit.AuditLog;
import io.tachograph.api.caller.Caller;
import io.tachograph.store.StoredKey;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes, lists and revokes keys. Thread-safe. */
public final class KeysResource {
    private final KeyBook book;
    private final AuditLog audit;

    public KeysResource(KeyBook book, AuditLog audit) {
        this.book = book;
        this.audit = audit;
    }

    private record Listed(List<Shown> keys) {}

    /** A key as it is told; the key itself only once. */
    private record Shown(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String key,

            String id,
            String name,
            String hint,
            List<String> scopes,
            @Nullable String tenant,
            @JsonProperty("requests_per_minute") int requestsPerMinute,
            int burst,
            @JsonProperty("created_at") String createdAt,
            @JsonProperty("created_by") String createdBy,
            @JsonProperty("expires_at") @Nullable String expiresAt,
            @JsonProperty("revoked_at") @Nullable String revokedAt) {
        static Shown of(StoredKey key, @Nullable String text) {
            return new Shown(
                    text,
                    key.id(),
                    key.name(),
                    key.hint(),
                    key.scopes(),
                    key.tenant(),
                    key.requestsPerMinute(),
                    key.burst(),
                    key.createdAt().toString(),
                    key.createdBy(),
                    textOf(key.expiresAt()),
                    textOf(key.revokedAt()));
        }

        private static @Nullable String textOf(@Nullable Instant time) {
            return time == null ? null : time.toString();
        }
    }

    /** All stored keys, without the keys. */
    public void list(Context ctx) {
        orAway(
                ctx,
                () -> Json.send(
                        ctx,
                        200,
                        new Listed(book.all().stream()
                                .map(key -> Shown.of(key, null))
                                .toList())));
    }

    /** Makes one, and tells it this once. */
    public void create(Context ctx) throws IOException {
        KeyRequest request = KeyBody.read(ctx);
        Caller caller = Caller.of(ctx);
        IssuedKey key;
        try {
            key = IssuedKey.of(request, caller.id(), book.now());
        } catch (IllegalArgumentException e) {
            Problem.of(400, String.valueOf(e.getMessage()))
                    .withParameter("expires_at")
                    .send(ctx);
            return;
        }
        orAway(ctx, () -> {
            book.add(
                    key,
                    audit.entry(ctx, caller.id(), "key.create", key.stored().id(), AuditLog.DONE));
            ctx.header("Cache-Control", "no-store");
            Json.send(ctx, 201, Shown.of(key.stored(), key.text()));
        });
    }

    /** Revokes one. */
    public void revoke(Context ctx) {
        String id = ctx.pathParam("id");
        Caller caller = Caller.of(ctx);
        orAway(ctx, () -> {
            // No id has it, and PostgreSQL refuses to look.
            if (id.indexOf('\0') < 0
                    && book.revoke(id, audit.entry(ctx, caller.id(), "key.revoke", id, AuditLog.DONE))) {
                ctx.status(204);
            } else {
                Problem.of(404, "There is no stored key with this id that still counts.")
                        .send(ctx);
            }
        });
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static void orAway(Context ctx, Work work) {
        try {
            work.run();
        } catch (SQLException e) {
            KeyStoreUnavailable.answer(ctx, e);
        }
    }
}
