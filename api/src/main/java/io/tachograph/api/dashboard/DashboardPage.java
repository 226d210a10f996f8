package io.tachograph.api.dashboard;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.docs.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The page for browsers, the same for everybody: what it shows it asks the API for. Its policy lets it load nothing from
 * elsewhere, run nothing that is not one of its files, and make no markup of any text. Thread-safe.
 */
final class DashboardPage implements Handler {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'";

    private final byte[] page;

    DashboardPage(DashboardFiles files) {
        String base = "/dashboard/" + files.version();
        StringBuilder preload = new StringBuilder();
        for (String module : files.moduleNames()) {
            preload.append("<link rel=\"modulepreload\" href=\"")
                    .append(base)
                    .append('/')
                    .append(module)
                    .append("\">\n");
        }
        page = new String(Resource.read("/io/tachograph/api/dashboard/index.html"), StandardCharsets.UTF_8)
                .replace("{{base}}", base)
                .replace("{{preload}}\n", preload)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Whether whoever asks wants a page: browsers say so, programs do not. */
    static boolean isAskedFor(Context ctx) {
        @Nullable String accept = ctx.header("Accept");
        return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
    }

    @Override
    public void handle(Context ctx) {
        ctx.header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-cache")
                .contentType("text/html; charset=utf-8")
                .result(page);
    }
}
