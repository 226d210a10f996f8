package io.tachograph.collectors.source.otlp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import io.tachograph.client.http.BodyBudget;
import io.tachograph.client.http.ShownKey;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of one connection by HTTP/1.1, one after the other, or the one of a stream by HTTP/2. One that is refused is
 * answered at once, though its body may still be coming; that is thrown away, so that its sender can read the answer.
 */
final class OtlpExchange extends SimpleChannelInboundHandler<HttpObject> {
    private static final Logger LOG = LoggerFactory.getLogger(OtlpExchange.class);
    private static final int BODY_SECONDS = 30;
    private static final int DISCARD_SECONDS = 5;

    private enum State {
        /** A request may begin. */
        READY,
        /** Its body is coming. */
        COMING,
        /** It is being worked on; its sender waits, and sends no other. */
        WAITING,
        /** It was refused; what comes is thrown away until its end, and with that the connection. */
        DISCARDING
    }

    private final Receiver receiver;
    private final boolean http2;
    private final BodyBudget.Share share;
    private State state = State.READY;
    private RequestForm.Kind kind = RequestForm.Kind.PROTOBUF;
    private boolean keepAlive;
    private @Nullable RequestForm form;
    private @Nullable ByteBuf body;
    private @Nullable ScheduledFuture<?> deadline;

    OtlpExchange(Receiver receiver, boolean http2) {
        this.receiver = receiver;
        this.http2 = http2;
        this.share = receiver.budget().share();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
        if (part.decoderResult().isFailure() && state != State.DISCARDING) {
            refuse(ctx, Refusal.MALFORMED);
        }
        if (part instanceof HttpRequest head && state != State.DISCARDING) {
            if (state != State.READY) {
                // A second request before the first was answered: no exporter does so.
                close(ctx);
                return;
            }
            begin(ctx, head);
        }
        if (part instanceof HttpContent content) {
            add(ctx, content);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest head) {
        state = State.COMING;
        kind = RequestForm.kindOf(head, http2);
        keepAlive = HttpUtil.isKeepAlive(head);
        try {
            form = RequestForm.of(head, kind);
            if (!receiver.keys().admit(ShownKey.of(head.headers()))) {
                throw new RefusedException(Refusal.WRONG_KEY);
            }
            if (HttpUtil.getContentLength(head, 0L) > receiver.mostBytes() + 5L) {
                throw new RefusedException(Refusal.TOO_LARGE);
            }
        } catch (RefusedException e) {
            refuse(ctx, e.refusal());
            return;
        } catch (NumberFormatException e) {
            refuse(ctx, Refusal.MALFORMED);
            return;
        }
        body = ctx.alloc().heapBuffer();
        closeAfter(ctx, BODY_SECONDS, () -> refuse(ctx, Refusal.TOO_SLOW));
        if (HttpUtil.is100ContinueExpected(head)) {
            var unused =
                    ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
    }

    private void add(ChannelHandlerContext ctx, HttpContent content) {
        ByteBuf into = body;
        if (state == State.COMING && into != null) {
            int bytes = content.content().readableBytes();
            if (into.readableBytes() + bytes > receiver.mostBytes() + 5) {
                refuse(ctx, Refusal.TOO_LARGE);
            } else if (!share.add(bytes)) {
                refuse(ctx, Refusal.BUSY);
            } else {
                into.writeBytes(content.content());
            }
        }
        if (content instanceof LastHttpContent && state == State.DISCARDING) {
            close(ctx);
        } else if (content instanceof LastHttpContent && state == State.COMING) {
            complete(ctx);
        }
    }

    private void complete(ChannelHandlerContext ctx) {
        RequestForm written = form;
        ByteBuf whole = body;
        if (written == null || whole == null) {
            return;
        }
        byte[] bytes = new byte[whole.readableBytes()];
        whole.readBytes(bytes);
        letGo();
        state = State.WAITING;
        try {
            TracedBatch batch = receiver.requests().of(written.read(bytes, receiver.mostBytes()));
            if (batch.timings().isEmpty()) {
                receiver.tally().taken(batch);
                answer(ctx, OtlpAnswer.taken(kind, batch));
            } else if (receiver.inbox()
                    .offer(batch.timings(), taken -> ctx.executor().execute(() -> handedOver(ctx, batch, taken)))) {
                receiver.arrived().run();
            } else {
                refuse(ctx, Refusal.BUSY);
            }
        } catch (RefusedException e) {
            refuse(ctx, e.refusal());
        }
    }

    private void handedOver(ChannelHandlerContext ctx, TracedBatch batch, boolean taken) {
        if (taken) {
            receiver.tally().taken(batch);
            answer(ctx, OtlpAnswer.taken(kind, batch));
        } else {
            refuse(ctx, Refusal.BUSY);
        }
    }

    private void answer(ChannelHandlerContext ctx, FullHttpResponse answer) {
        state = State.READY;
        HttpUtil.setKeepAlive(answer, keepAlive);
        var written = ctx.writeAndFlush(answer);
        if (http2 || !keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void refuse(ChannelHandlerContext ctx, Refusal refusal) {
        boolean whole = state == State.WAITING;
        receiver.tally().refused(refusal);
        letGo();
        state = State.DISCARDING;
        FullHttpResponse answer = OtlpAnswer.refused(kind, refusal);
        HttpUtil.setKeepAlive(answer, false);
        var written = ctx.writeAndFlush(answer);
        if (whole) {
            written.addListener(ChannelFutureListener.CLOSE);
        } else {
            closeAfter(ctx, DISCARD_SECONDS, () -> close(ctx));
        }
    }

    private void closeAfter(ChannelHandlerContext ctx, int seconds, Runnable then) {
        deadline = ctx.executor().schedule(then, seconds, TimeUnit.SECONDS);
    }

    private static void close(ChannelHandlerContext ctx) {
        var unused = ctx.close();
    }

    /** Frees what the body took. */
    private void letGo() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
        if (body != null) {
            body.release();
            body = null;
        }
        share.release();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        letGo();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("a sender's connection failed and is closed", cause);
        }
        close(ctx);
    }
}
