package io.tachograph.api.docs;

import io.javalin.http.Context;
import io.javalin.http.Handler;

/** A page that shows the contract, kept by its policy from loading anything from elsewhere. Thread-safe. */
public final class PageResource implements Handler {
    /**
     * Both viewers write style attributes and carry images as data; ReDoc's search runs in a worker that it makes from
     * a blob.
     */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src blob:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final byte[] page;

    private PageResource(String fileName) {
        this.page = Resource.read(fileName);
    }

    /** Swagger UI, which can also send requests. */
    public static PageResource swaggerUi() {
        return new PageResource("docs.html");
    }

    /** ReDoc, for reading. */
    public static PageResource redoc() {
        return new PageResource("redoc.html");
    }

    @Override
    public void handle(Context ctx) {
        ctx.header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .contentType("text/html; charset=utf-8")
                .result(page);
    }
}
