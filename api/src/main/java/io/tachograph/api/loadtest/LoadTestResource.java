package io.tachograph.api.loadtest;

import io.javalin.http.Context;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.question.SqlFailure;
import io.tachograph.api.request.RefusedRequestException;
import io.tachograph.schemas.codec.CompressedText;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;
import io.tachograph.store.RowReader;
import io.tachograph.store.Rows;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One load test: its {@code result.json}, and the report made of it. Thread-safe. */
public final class LoadTestResource {
    /** A page of its own, as if from elsewhere: it reaches neither the dashboard's cookie nor the API. */
    private static final String POLICY = "sandbox allow-scripts; frame-ancestors 'none'";

    private static final int MOST_BYTES = 32 << 20;

    private final RowReader store;
    private final LoadTestFormat format;

    public LoadTestResource(RowReader store, LoadTestFormat format) {
        this.store = store;
        this.format = format;
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
            page = format.report().apply(text);
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

    /** The result as it was published; null when the caller has been told why there is none. */
    private @Nullable String text(Context ctx) {
        String run = ctx.pathParam("run");
        if (run.indexOf('\0') >= 0) {
            throw new RefusedRequestException(Problem.of(400, "The run contains the character U+0000."));
        }
        try {
            Rows rows = store.read(
                    FunctionCall.of("load_test_result", RowOrder.by("run text")).with("run", run), 1, List.of());
            if (rows.rows().isEmpty()) {
                Problem.of(404, "No load test of this run was published.").send(ctx);
                return null;
            }
            String result = (String) rows.rows().get(0).get(rows.indexOf("result"));
            if (result == null) {
                Problem.of(404, "The result of this run was too large to be published; its figures are in the list.")
                        .send(ctx);
                return null;
            }
            return CompressedText.text(Base64.getMimeDecoder().decode(result), MOST_BYTES);
        } catch (SQLException e) {
            SqlFailure.problem(e, "").send(ctx);
        } catch (IOException e) {
            Problem.of(404, "The result of this run cannot be read: " + e.getMessage() + ".")
                    .send(ctx);
        }
        return null;
    }
}
