package io.tachograph.api.dashboard;

import io.javalin.http.Context;

/** One file, with the type that browsers need to know. The array is nobody's to change. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record DashboardFile(String contentType, byte[] bytes) {
    static DashboardFile of(String name, byte[] bytes) {
        String type = name.endsWith(".js")
                ? "text/javascript; charset=utf-8"
                : name.endsWith(".css") ? "text/css; charset=utf-8" : "image/svg+xml";
        return new DashboardFile(type, bytes);
    }

    void send(Context ctx) {
        ctx.header("Vary", "Accept-Encoding").contentType(contentType).result(bytes);
    }
}
