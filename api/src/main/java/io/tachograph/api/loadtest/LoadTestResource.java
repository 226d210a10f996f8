package io.tachograph.api.loadtest;

import io.javalin.http.Context;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.database.SqlFailure;
import io.tachograph.store.RowReader;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One load test: its {@code result.json}, and the report made of it. Thread-safe. */
public final class LoadTestResource {
    /** A page of its own, as if from elsewhere: it reaches neither the dashboard's cookie nor the API. */
    private static final String POLICY = "sandbox allow-scripts; frame-ancestors 'none'";

    private final StoredResults results;
    private final BenchFunctions bench;

    public LoadTestResource(RowReader store, BenchFunctions bench) {
        this.results = new StoredResults(store);
        this.bench = bench;
    }

    /** Answers with {@code result.json}. */
    public void result(Context ctx) {
        String text = text(ctx);
        if (text != null) {
            ctx.contentType("application/json").result(text);
        }
    }

    /** Answers with the report. */
    public void report(Context ctx) {
        String text = text(ctx);
        if (text == null) {
            return;
        }
        String page;
        try {
            page = bench.report().apply(text);
        } catch (IllegalArgumentException e) {
            Problem.of(404, "There is no report of this run: " + e.getMessage() + ".")
                    .send(ctx);
            return;
        }
        ctx.header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .contentType("text/html; charset=utf-8")
                .result(page);
    }

    /** The result as it was published; null when the caller has been told that the database does not give it. */
    private @Nullable String text(Context ctx) {
        try {
            return results.text(ctx.pathParam("run"));
        } catch (SQLException e) {
            SqlFailure.problem(e, "").send(ctx);
            return null;
        }
    }
}
