package io.tachograph.api.live;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.caller.Caller;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** The live stream. Nothing waits for a listener: the connection is written to when it can take something. Thread-safe. */
public final class LiveResource implements Handler {
    private final LiveChannels channels;

    public LiveResource(LiveChannels channels) {
        this.channels = channels;
    }

    @Override
    public void handle(Context ctx) {
        LiveQuestion question = LiveQuestion.of(
                ctx.queryParamMap(), ctx.header("Last-Event-ID"), Caller.of(ctx).tenant());
        ctx.contentType("text/event-stream")
                .header("Cache-Control", "no-store")
                // A proxy that gathers an answer before it sends it would gather this one for ever.
                .header("X-Accel-Buffering", "no");
        if (!ctx.method().equals(HandlerType.HEAD)) {
            listen(ctx, question);
        }
    }

    private void listen(Context ctx, LiveQuestion question) {
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
        // Not by the servlet's stream, which copies what it gets, and flushes in a second call.
        LiveListener listener = new LiveListener(
                request.getServletContextResponse(),
                request.getConnectionMetaData().getConnection()::close,
                Caller.stillCounts(ctx));
        if (!channels.join(listener, question)) {
            ctx.header("Retry-After", "60");
            Problem.of(503, "There are too many listeners, or too many different questions, try again later.")
                    .send(ctx);
            return;
        }
        ctx.future(() -> {
            ctx.req().getAsyncContext().setTimeout(0);
            return listener.end();
        });
    }
}
