package io.tachograph.api.question;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.cache.AnswerCache;
import io.tachograph.api.cache.KeptAnswer;
import io.tachograph.api.caller.Caller;
import io.tachograph.api.request.Cursor;
import io.tachograph.api.request.Parameters;
import io.tachograph.api.request.RefusedRequestException;
import io.tachograph.store.RowReader;
import io.tachograph.store.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers a question: reads what it asks for, takes the rows from the store or from what was kept of them, and writes them as
 * the request accepts them. Thread-safe.
 */
public final class QuestionResource implements Handler {
    private static final int MOST_ROWS = 50_000;
    private static final int USUAL_ROWS = 5_000;
    private static final int SETTLED_SECONDS = 3_600;
    private static final int OPEN_SECONDS = 5;
    /** The length of the shortest windows: answers of relative ranges stay the same for as long. */
    private static final int TICK_SECONDS = 10;

    private final Question question;
    private final RowReader store;
    private final AnswerCache cache;

    public QuestionResource(Question question, RowReader store, AnswerCache cache) {
        this.question = question;
        this.store = store;
        this.cache = cache;
    }

    @Override
    public void handle(Context ctx) {
        Map<String, List<String>> query = new TreeMap<>(ctx.queryParamMap());
        Cursor cursor = Optional.ofNullable(query.get("cursor"))
                .map(values -> Cursor.parse(values.get(0)))
                .orElseGet(() -> new Cursor(tick(), List.of()));
        @Nullable String tenant = Caller.of(ctx).tenant();
        Parameters given = new Parameters(ctx.pathParamMap(), query, cursor.now(), tenant);
        Plan plan = question.plan(given);
        int limit = limit(given);
        Optional<String> unused = given.text("cursor");
        given.end();
        Format format = Format.acceptedBy(ctx.header("Accept"));
        // Everything that the answer depends on, but the moment.
        String key = String.join("\u001f", ctx.path(), query.toString(), format.name(), String.valueOf(tenant));
        try {
            AnswerCache.Given answer = cache.get(
                    key, () -> made(plan.reading().read(store, limit, cursor.after()), plan, format, ctx, cursor));
            KeptAnswerSender.send(ctx, answer);
        } catch (SQLException e) {
            SqlFailure.problem(e, question.noun()).send(ctx);
        }
    }

    private static KeptAnswer made(Rows rows, Plan plan, Format format, Context ctx, Cursor cursor) {
        @Nullable List<String> after = rows.next();
        @Nullable
        String next =
                after == null ? null : NextPage.of(ctx.path(), ctx.queryParamMap(), new Cursor(cursor.now(), after));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            format.write(rows, plan, next, body);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail so.", e);
        }
        boolean settled = plan.range() != null
                && Boolean.TRUE.equals(Completeness.of(rows))
                && !plan.range().to().isAfter(rows.asOf());
        return new KeptAnswer(
                format.contentType(),
                body.toByteArray(),
                EntityTag.of(rows, plan, format),
                settled ? SETTLED_SECONDS : OPEN_SECONDS,
                next,
                System.currentTimeMillis());
    }

    private static int limit(Parameters given) {
        double limit = given.number("limit").orElse((double) USUAL_ROWS);
        if (limit >= 1 && limit <= MOST_ROWS && limit == Math.rint(limit)) {
            return (int) limit;
        }
        throw RefusedRequestException.parameter("limit", "limit is a whole number from 1 to " + MOST_ROWS + ".");
    }

    private static Instant tick() {
        return Instant.ofEpochSecond(Math.floorDiv(Instant.now().getEpochSecond(), TICK_SECONDS) * TICK_SECONDS);
    }
}
