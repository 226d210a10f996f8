package io.tachograph.api.docs;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.NotFoundResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scripts and styles of the pages: exactly those, read once from the jars. Thread-safe. */
public final class AssetResource implements Handler {
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SWAGGER_UI = "swagger-ui";

    private final Map<String, Asset> assets = Map.of(
            "swagger-ui.css", new Asset(CSS, Resource.readWebjar("org.webjars", SWAGGER_UI, "swagger-ui.css")),
            "swagger-ui-bundle.js",
                    new Asset(JAVASCRIPT, Resource.readWebjar("org.webjars", SWAGGER_UI, "swagger-ui-bundle.js")),
            "redoc.standalone.js",
                    new Asset(
                            JAVASCRIPT, Resource.readWebjar("org.webjars.npm", "redoc", "bundles/redoc.standalone.js")),
            "docs.js", new Asset(JAVASCRIPT, Resource.read("docs.js")),
            "redoc.js", new Asset(JAVASCRIPT, Resource.read("redoc.js")),
            "docs.css", new Asset(CSS, Resource.read("docs.css")));

    @Override
    public void handle(Context ctx) {
        @Nullable Asset asset = assets.get(ctx.pathParam("file"));
        if (asset == null) {
            throw new NotFoundResponse("There is no such file.");
        }
        // An hour: the names do not change with the version.
        ctx.header("Cache-Control", "public, max-age=3600")
                .header("Vary", "Accept-Encoding")
                .contentType(asset.contentType())
                .result(asset.bytes());
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Asset(String contentType, byte[] bytes) {}
}
