package io.tachograph.simulator;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client connection: answers its requests one after the other, however many were sent ahead. */
final class ServerConnection extends SimpleChannelInboundHandler<ServerCall> {
    private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

    /** With this many requests sent ahead the connection is not read until some are answered. */
    private static final int MAX_AHEAD = 16;

    private final Routes routes;
    private final Queue<ServerCall> ahead = new ArrayDeque<>();
    private @Nullable ServerExchange current;
    private boolean serving;

    ServerConnection(Routes routes) {
        this.routes = routes;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ServerCall call) {
        ahead.add(call);
        serve(ctx);
    }

    private void serve(ChannelHandlerContext ctx) {
        if (serving) {
            return;
        }
        serving = true;
        while (current == null && ctx.channel().isActive()) {
            ServerCall call = ahead.poll();
            if (call == null) {
                break;
            }
            ServerExchange exchange =
                    new ServerExchange(ctx, call, status -> routes.count(call, status), () -> nextAfterAnswer(ctx));
            current = exchange;
            routes.serve(call, exchange);
        }
        serving = false;
        ctx.channel().config().setAutoRead(ahead.size() < MAX_AHEAD);
    }

    private void nextAfterAnswer(ChannelHandlerContext ctx) {
        current = null;
        serve(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ahead.clear();
        if (current != null) {
            current.gone();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("A connection of the simulated fleet failed and is closed.", cause);
        }
        var unused = ctx.close();
    }
}
