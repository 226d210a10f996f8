package io.tachograph.api.loadtest;

import io.javalin.http.Handler;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.request.RefusedRequestException;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;

/**
 * Lets a few requests at a time handle a whole result, whose text, tree and page may take a hundred megabytes together. A request
 * beyond the few is told to come again. Thread-safe.
 */
public final class FewAtOnce {
    private static final int FEW = 2;

    private final Semaphore free = new Semaphore(FEW);

    /** What handles results. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws SQLException;
    }

    /** The same handler. */
    public Handler of(Handler handler) {
        return ctx -> {
            if (!free.tryAcquire()) {
                ctx.header("Retry-After", "1");
                throw full();
            }
            try {
                handler.handle(ctx);
            } finally {
                free.release();
            }
        };
    }

    /** Does this now. */
    public <T> T run(Work<T> work) throws SQLException {
        if (!free.tryAcquire()) {
            throw full();
        }
        try {
            return work.run();
        } finally {
            free.release();
        }
    }

    private static RefusedRequestException full() {
        return new RefusedRequestException(
                Problem.of(503, "Results of load tests are handled " + FEW + " at a time; try again in a second."));
    }
}
