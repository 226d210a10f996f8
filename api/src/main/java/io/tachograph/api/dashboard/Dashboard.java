package io.tachograph.api.dashboard;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.NotFoundResponse;
import org.jspecify.annotations.Nullable;

/** The dashboard's two resources: the page and its files. Thread-safe. */
public final class Dashboard {
    private final DashboardFiles files = new DashboardFiles();
    private final DashboardPage page = new DashboardPage(files);

    /** Whether whoever asks for {@code /} wants the page, and not the answer for programs. */
    public static boolean isAskedFor(Context ctx) {
        return DashboardPage.isAskedFor(ctx);
    }

    /** The page for browsers, and for programs what {@code otherwise} answers. */
    public Handler pageOr(Handler otherwise) {
        return ctx -> {
            ctx.header("Vary", "Accept");
            (isAskedFor(ctx) ? page : otherwise).handle(ctx);
        };
    }

    /** A file of a version; there are those of this one only. */
    public void file(Context ctx) {
        @Nullable DashboardFile file = files.byName().get(ctx.pathParam("file"));
        if (file == null || !ctx.pathParam("version").equals(files.version())) {
            throw new NotFoundResponse("There is no such file.");
        }
        ctx.header("Cache-Control", "public, max-age=31536000, immutable");
        file.send(ctx);
    }
}
