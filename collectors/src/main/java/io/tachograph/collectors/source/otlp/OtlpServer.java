package io.tachograph.collectors.source.otlp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Listens on the ports of one receiver. One thread does all, so one body at a time is taken apart. */
final class OtlpServer implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 256;
    /** Exporters connect anew when they need to. */
    private static final int IDLE_MINUTES = 5;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("tachograph-otlp", true), NioIoHandler.newFactory());

    private final ChannelGroup listening = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    private OtlpServer() {}

    /**
     * When it returns it answers.
     *
     * @throws IOException in one sentence, when it cannot listen
     */
    static OtlpServer start(String host, List<Integer> ports, Receiver receiver) throws IOException {
        OtlpServer server = new OtlpServer();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(server.loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        server.accept(connection, receiver);
                    }
                });
        for (int port : ports) {
            ChannelFuture bound = bootstrap.bind(host, port).awaitUninterruptibly();
            if (!bound.isSuccess()) {
                server.close();
                throw new IOException(
                        "cannot listen on " + host + ":" + port + ": "
                                + bound.cause().getMessage(),
                        bound.cause());
            }
            server.listening.add(bound.channel());
        }
        return server;
    }

    private void accept(Channel connection, Receiver receiver) {
        if (connections.size() >= MOST_CONNECTIONS) {
            receiver.tally().connectionRefused();
            var unused = connection.close();
            return;
        }
        connections.add(connection);
        connection.pipeline().addLast(new IdleEnd(), new ProtocolChoice(receiver));
    }

    /** Ends a connection that says nothing; that is no failure. */
    private static final class IdleEnd extends ReadTimeoutHandler {
        IdleEnd() {
            super(IDLE_MINUTES, TimeUnit.MINUTES);
        }

        @Override
        protected void readTimedOut(ChannelHandlerContext ctx) {
            var unused = ctx.close();
        }
    }

    /** Where it listens. */
    List<Integer> ports() {
        return listening.stream()
                .map(channel -> ((InetSocketAddress) channel.localAddress()).getPort())
                .sorted()
                .toList();
    }

    /** Ends its connections, and its thread. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
