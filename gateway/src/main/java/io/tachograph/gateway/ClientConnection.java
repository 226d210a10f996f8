package io.tachograph.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.tachograph.client.endpoint.ApiResource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of a client: its requests are read, passed on and answered one after the other. */
final class ClientConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

    /** From the end of an answer the next request has so long to begin, and from its head on to come whole. */
    private static final Duration PATIENCE = Duration.ofSeconds(75);

    private final GatewayParts parts;
    private final RequestGate gate;
    private final Dispatch dispatch;
    /** What came while another request was being answered; no more is read meanwhile. */
    private final ArrayDeque<HttpObject> ahead = new ArrayDeque<>();

    private @Nullable IncomingRequest incoming;
    private @Nullable ClientAnswer answer;
    private @Nullable Forwarding forwarding;
    private @Nullable SilenceTimer patience;
    private boolean handling;
    private boolean answering;
    private boolean refusing;

    ClientConnection(GatewayParts parts, RequestGate gate, Dispatch dispatch) {
        this.parts = parts;
        this.gate = gate;
        this.dispatch = dispatch;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (!parts.clients().add(ctx.channel())) {
            var unused = ctx.close();
            return;
        }
        patience = new SilenceTimer(ctx.channel().eventLoop(), PATIENCE.toNanos(), () -> {
            var unused = ctx.close();
        });
        patience.touch();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (refusing) {
            ReferenceCountUtil.release(message);
        } else {
            ahead.add((HttpObject) message);
            handleAhead(ctx);
        }
    }

    private void handleAhead(ChannelHandlerContext ctx) {
        if (handling) {
            return;
        }
        handling = true;
        // To a client that does not read its answers no more are given.
        while (!answering && ctx.channel().isWritable()) {
            HttpObject part = ahead.poll();
            if (part == null) {
                break;
            }
            try {
                handle(ctx, part);
            } finally {
                ReferenceCountUtil.release(part);
            }
        }
        handling = false;
        ctx.channel().config().setAutoRead(ahead.isEmpty());
    }

    private void handle(ChannelHandlerContext ctx, HttpObject part) {
        if (refusing) {
            return;
        }
        if (part.decoderResult().isFailure()) {
            malformed();
            HttpRequest head = part instanceof HttpRequest request ? request : RequestDecoder.UNREADABLE;
            refuseNow(
                    new ClientAnswer(ctx, head, () -> {}),
                    RequestDecoder.refusal(part.decoderResult().cause()));
            return;
        }
        if (part instanceof HttpRequest head) {
            begin(ctx, head);
        }
        if (part instanceof HttpContent content && !refusing) {
            add(ctx, content);
        }
    }

    private void malformed() {
        IncomingRequest request = incoming;
        if (request != null && request.resource() != null) {
            parts.tally().refused.increment();
        } else {
            parts.tally().malformed.increment();
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest head) {
        IncomingRequest request = gate.look(head);
        ClientAnswer own = new ClientAnswer(ctx, head, () -> answered(ctx));
        incoming = request;
        answer = own;
        if (parts.clients().isLeaving()) {
            own.beLast();
        }
        if (patience != null) {
            patience.touch();
        }
        if (request.resource() != null) {
            parts.tally().received.increment();
        }
        Reply reply = request.reply();
        if (reply != null && (request.isHopeless() || HttpUtil.is100ContinueExpected(head))) {
            refuse(request, own, reply);
        } else if (HttpUtil.is100ContinueExpected(head)) {
            var unused = ctx.writeAndFlush(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE), ctx.voidPromise());
        }
    }

    private void add(ChannelHandlerContext ctx, HttpContent content) {
        IncomingRequest request = Objects.requireNonNull(incoming, "content before a head");
        ClientAnswer own = Objects.requireNonNull(answer, "content before a head");
        request.add(content.content());
        Reply reply = request.reply();
        if (reply != null && request.isHopeless()) {
            refuse(request, own, reply);
        } else if (content instanceof LastHttpContent) {
            answering = true;
            incoming = null;
            stopWaiting();
            if (reply != null) {
                answerItself(request.resource(), own, reply);
            } else {
                forward(ctx, request, own);
            }
        }
    }

    /** Answers while the request is still coming; what comes is thrown away until the connection is closed. */
    private void refuse(IncomingRequest request, ClientAnswer own, Reply reply) {
        if (request.resource() != null) {
            parts.tally().refused.increment();
        }
        refuseNow(own, reply);
    }

    private void refuseNow(ClientAnswer own, Reply reply) {
        refusing = true;
        letIncomingGo();
        own.wholeAndLast(reply);
    }

    private void answerItself(@Nullable ApiResource resource, ClientAnswer own, Reply reply) {
        if (resource != null) {
            parts.tally().refused.increment();
        }
        own.whole(reply);
    }

    private void forward(ChannelHandlerContext ctx, IncomingRequest request, ClientAnswer own) {
        try {
            Forwarding begun = dispatch.take(request, own, ctx.channel());
            forwarding = begun;
            begun.start();
        } catch (RefusedRequest e) {
            request.letGo();
            answerItself(
                    request.resource(),
                    own,
                    e.reply(request.resource(), request.admission().headers()));
        }
    }

    private void answered(ChannelHandlerContext ctx) {
        answering = false;
        forwarding = null;
        answer = null;
        if (patience != null && ctx.channel().isActive()) {
            patience.touch();
        }
        handleAhead(ctx);
    }

    private void stopWaiting() {
        if (patience != null) {
            patience.stop();
        }
    }

    private void leaveIncoming() {
        if (incoming != null && incoming.resource() != null) {
            parts.tally().left.increment();
        }
        letIncomingGo();
    }

    private void letIncomingGo() {
        if (incoming != null) {
            incoming.letGo();
            incoming = null;
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        boolean drains = event == OpenClients.DRAIN;
        if (!drains && event != OpenClients.LEAVE) {
            ctx.fireUserEventTriggered(event);
        } else if (answer != null) {
            answer.beLast();
        } else if (drains) {
            var unused = ctx.close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!ctx.channel().isWritable()) {
            return;
        }
        if (forwarding != null) {
            forwarding.writable();
        }
        handleAhead(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stopWaiting();
        leaveIncoming();
        ahead.forEach(ReferenceCountUtil::release);
        ahead.clear();
        refusing = true;
        if (forwarding != null) {
            forwarding.clientGone();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("a client's connection failed and is closed", cause);
        }
        var unused = ctx.close();
    }
}
