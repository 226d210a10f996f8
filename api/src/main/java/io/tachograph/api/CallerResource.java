package io.tachograph.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.answer.Envelope;
import io.tachograph.api.answer.Json;
import io.tachograph.api.caller.Caller;

/** Tells callers who they are. */
final class CallerResource implements Handler {
    private record Shown(String name, String hint) {
        static Shown of(Caller caller) {
            return new Shown(caller.name(), caller.hint());
        }
    }

    @Override
    public void handle(Context ctx) {
        Json.send(ctx, 200, Envelope.of(Shown.of(Caller.of(ctx))));
    }
}
