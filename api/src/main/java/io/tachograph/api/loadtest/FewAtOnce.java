package io.tachograph.api.loadtest;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.answer.Problem;
import java.util.concurrent.Semaphore;

/**
 * Lets a few requests at a time handle a whole result, whose text, tree and page may take a hundred megabytes together. Thread-safe.
 */
public final class FewAtOnce {
    private static final int FEW = 2;

    private final Semaphore free = new Semaphore(FEW);

    /** The same handler; a request beyond the few is told to come again. */
    public Handler of(Handler handler) {
        return ctx -> handle(handler, ctx);
    }

    private void handle(Handler handler, Context ctx) throws Exception {
        if (!free.tryAcquire()) {
            ctx.header("Retry-After", "1");
            Problem.of(503, "Results of load tests are handled " + FEW + " at a time; try again in a second.")
                    .send(ctx);
            return;
        }
        try {
            handler.handle(ctx);
        } finally {
            free.release();
        }
    }
}
