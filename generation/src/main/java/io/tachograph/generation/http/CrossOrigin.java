package io.tachograph.generation.http;

import io.javalin.http.Context;

/**
 * Lets pages of other origins call the routes that take a key. A browser adds none by itself and cookies mean nothing here, so a
 * page can do what anybody can who knows the key, and no more.
 */
final class CrossOrigin {
    private static final String DAY_SECONDS = "86400";

    private CrossOrigin() {}

    static void allow(Context ctx) {
        ctx.header("Access-Control-Allow-Origin", "*");
        ctx.header("Access-Control-Expose-Headers", "Retry-After");
    }

    /** A browser asks whether it may send a request with such a method and such headers. */
    static void preflight(Context ctx) {
        allow(ctx);
        ctx.header("Access-Control-Allow-Methods", "GET, POST, DELETE");
        ctx.header("Access-Control-Allow-Headers", "X-API-Key, Authorization, Content-Type, Last-Event-ID");
        ctx.header("Access-Control-Max-Age", DAY_SECONDS);
        ctx.status(204);
    }
}
