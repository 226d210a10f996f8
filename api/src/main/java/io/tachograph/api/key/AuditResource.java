package io.tachograph.api.key;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.answer.Json;
import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RefusedRequestException;
import io.tachograph.api.request.RequestedRange;
import io.tachograph.store.AuditEntry;
import java.sql.SQLException;
import java.util.List;

/** The audit log, the newest first. Thread-safe. */
public final class AuditResource implements Handler {
    private static final int MOST = 1_000;

    private final KeyBook book;

    public AuditResource(KeyBook book) {
        this.book = book;
    }

    private record Listed(List<Shown> entries) {}

    private record Shown(String at, String who, String action, String subject, String address, String outcome) {
        static Shown of(AuditEntry entry) {
            return new Shown(
                    entry.at().toString(),
                    entry.who(),
                    entry.action(),
                    entry.subject(),
                    entry.address(),
                    entry.outcome());
        }
    }

    @Override
    public void handle(Context ctx) {
        Parameters asked = new Parameters(
                ctx.pathParamMap(), ctx.queryParamMap(), book.now().plusSeconds(1), null);
        RequestedRange range = asked.range();
        int limit = asked.number("limit").orElse(200.0).intValue();
        asked.end();
        if (limit < 1 || limit > MOST) {
            throw RefusedRequestException.parameter("limit", "limit is from 1 to " + MOST + ".");
        }
        try {
            List<Shown> entries = book.logged(range.from(), range.to(), limit).stream()
                    .map(Shown::of)
                    .toList();
            Json.send(ctx, 200, new Listed(entries));
        } catch (SQLException e) {
            KeyStoreUnavailable.answer(ctx, e);
        }
    }
}
