package io.tachograph.client.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;

/** One exchange on a connection of HTTP/2. */
final class ExchangeStream implements Carrier {
    private final int id;
    private final LiveExchange exchange;
    private final Http2Session session;
    private boolean answerBegun;
    private boolean headSeen;
    private boolean paused;
    /** What came while it was paused, which the server may not replace yet. */
    private int heldBytes;

    ExchangeStream(int id, LiveExchange exchange, Http2Session session) {
        this.id = id;
        this.exchange = exchange;
        this.session = session;
    }

    int id() {
        return id;
    }

    void write(Http2ConnectionEncoder encoder, ChannelHandlerContext ctx, HttpEndpoint endpoint) {
        HttpCall call = exchange.takeCall();
        byte[] body = call.body();
        Http2Headers headers = Http2Heads.of(call, endpoint, body.length);
        ChannelFuture head = encoder.writeHeaders(ctx, id, headers, 0, body.length == 0, ctx.newPromise());
        if (head.isDone() && !head.isSuccess()) {
            unsendable(Http2Codec.nameOf(head.cause()));
        } else if (body.length > 0) {
            // What fails later fails with the connection.
            ChannelFuture unused = encoder.writeData(ctx, id, Unpooled.wrappedBuffer(body), 0, true, ctx.newPromise());
        }
    }

    void headers(Http2Headers headers, boolean last) {
        answerBegun = true;
        int status = Http2Heads.status(headers);
        if (!headSeen && status < 100) {
            broken(Http2Error.PROTOCOL_ERROR.name());
            return;
        }
        // Interim answers come before the head, trailers after it.
        if (!headSeen && status >= 200) {
            headSeen = true;
            exchange.head(status, Http2Heads.plain(headers), session.stamps());
        }
        if (last) {
            complete();
        }
    }

    void data(ByteBuf bytes, boolean last) {
        answerBegun = true;
        if (bytes.isReadable()) {
            exchange.body(bytes, session.stamps());
        }
        if (last && !exchange.ended()) {
            complete();
        }
    }

    private void complete() {
        session.forget(this);
        session.resetUnlessSent(id);
        exchange.complete(session.stamps());
    }

    @Override
    public void abandon() {
        session.forget(this);
        session.reset(id, Http2Error.CANCEL.code());
    }

    @Override
    public void reading(boolean on) {
        paused = !on;
        if (on && heldBytes > 0) {
            int held = heldBytes;
            heldBytes = 0;
            session.consumed(id, held);
        }
    }

    /** How much of what just came the server may send again. */
    int consumedOf(int bytes) {
        if (!paused) {
            return bytes;
        }
        heldBytes += bytes;
        return 0;
    }

    void resetByServer(String error) {
        fail(
                lossKind(),
                answerBegun
                        ? "the server reset the stream within the answer (" + error + ")"
                        : "the server reset the stream before any byte of an answer (" + error + ")");
    }

    void notTaken(String error) {
        fail(ExchangeFailure.NO_RESPONSE, "the server goes away and has not taken the request (" + error + ")");
    }

    void lost() {
        fail(
                lossKind(),
                answerBegun
                        ? "the connection ended within the answer"
                        : "the connection ended before any byte of an answer");
    }

    void broken(String error) {
        fail(ExchangeFailure.PROTOCOL, "the answer is not HTTP/2 within its limits: " + error);
    }

    void unsendable(String error) {
        fail(ExchangeFailure.PROTOCOL, "the request cannot be sent over HTTP/2: " + error);
    }

    private ExchangeFailure lossKind() {
        return answerBegun ? ExchangeFailure.CUT : ExchangeFailure.NO_RESPONSE;
    }

    private void fail(ExchangeFailure failure, String reason) {
        exchange.fail(failure, reason);
    }
}
