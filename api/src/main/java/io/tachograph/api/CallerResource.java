package io.tachograph.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.answer.Envelope;
import io.tachograph.api.answer.Json;

/** Tells callers who they are. */
final class CallerResource implements Handler {
    @Override
    public void handle(Context ctx) {
        Json.send(ctx, 200, Envelope.of(KeyGate.callerOf(ctx)));
    }
}
