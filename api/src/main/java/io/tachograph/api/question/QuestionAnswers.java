package io.tachograph.api.question;

import io.tachograph.api.cache.AnswerCache;
import io.tachograph.api.cache.KeptAnswer;
import io.tachograph.api.database.SqlFailure;
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
 * Answers a question: parses its parameters, takes the rows from the store or the cache, and writes them. Thread-safe.
 */
public final class QuestionAnswers {
    private static final int MOST_ROWS = 50_000;
    private static final int USUAL_ROWS = 5_000;
    private static final int SETTLED_SECONDS = 3_600;
    private static final int OPEN_SECONDS = 5;
    /** The length of the shortest windows: for as long the answers of relative ranges stay the same. */
    private static final int TICK_SECONDS = 10;

    private final Question question;
    private final RowReader store;
    private final AnswerCache cache;

    public QuestionAnswers(Question question, RowReader store, AnswerCache cache) {
        this.question = question;
        this.store = store;
        this.cache = cache;
    }

    /**
     * What is asked.
     *
     * @param path with its values in it
     * @param pathValues these values by name
     * @param query values of the query's parameters, each name with at least one
     * @param tenant whose requests alone the caller may see, null for all
     * @param accept which formats the caller accepts, as HTTP has it; null for any
     */
    public record Asked(
            String path,
            Map<String, String> pathValues,
            Map<String, List<String>> query,
            @Nullable String tenant,
            @Nullable String accept) {
        public Asked {
            query = new TreeMap<>(query);
        }
    }

    /**
     * The answer.
     *
     * @throws RefusedRequestException when a parameter is wrong
     * @throws SQLException when the store refuses or does not answer; {@link SqlFailure} says what to tell of it
     */
    public AnswerCache.Given to(Asked asked) throws SQLException {
        Cursor cursor = Optional.ofNullable(asked.query().get("cursor"))
                .map(values -> Cursor.parse(values.get(0)))
                .orElseGet(() -> new Cursor(tick(), List.of()));
        Parameters given = new Parameters(asked.pathValues(), asked.query(), cursor.now(), asked.tenant());
        Plan plan = question.plan(given);
        int limit = limit(given);
        Optional<String> unused = given.text("cursor");
        given.end();
        Format format = Format.acceptedBy(asked.accept());
        return cache.get(
                keyOf(asked, format),
                () -> made(plan.reading().read(store, limit, cursor.after()), plan, format, asked, cursor));
    }

    /**
     * Everything that the answer depends on, except the time. Each text has its length before it, so that no two questions share
     * a key, whatever their values contain.
     */
    private static String keyOf(Asked asked, Format format) {
        StringBuilder key = new StringBuilder(format.name());
        add(key, asked.path());
        @Nullable String tenant = asked.tenant();
        // No tenant has an empty name.
        add(key, tenant == null ? "" : tenant);
        asked.query().forEach((name, values) -> {
            add(key, name);
            key.append('*').append(values.size());
            values.forEach(value -> add(key, value));
        });
        return key.toString();
    }

    private static void add(StringBuilder key, String text) {
        key.append('|').append(text.length()).append(':').append(text);
    }

    private static KeptAnswer made(Rows rows, Plan plan, Format format, Asked asked, Cursor cursor) {
        @Nullable List<String> after = rows.next();
        @Nullable
        String next = after == null ? null : NextPage.of(asked.path(), asked.query(), new Cursor(cursor.now(), after));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            format.write(rows, plan, next, body);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed.", e);
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
