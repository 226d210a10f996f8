package io.tachograph.simulator;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.function.Consumer;

/** Wires one replica. All its connections, its engine and its metrics live on one event loop, so nothing locks. */
final class ReplicaServer {
    private static final int BACKLOG = 1_024;

    private ReplicaServer() {}

    static SimulatedReplica start(
            ReplicaConfig replica,
            long seed,
            String host,
            boolean stamps,
            EventLoop loop,
            ChannelGroup channels,
            Consumer<ServedRequest> served)
            throws IOException {
        EngineMetrics metrics = new EngineMetrics(replica.maxModelTokens());
        BatchEngine engine = new BatchEngine(replica, metrics, System::nanoTime);
        EngineTimer timer = new EngineTimer(loop, engine);
        FaultSwitch faults = new FaultSwitch(replica.faults());
        CompletionAnswers completions =
                new CompletionAnswers(seed, replica, stamps, engine, timer::arm, faults, served);
        Routes routes = new Routes(replica, engine, metrics, completions, Instant.now());
        return new SimulatedReplica(
                replica, faults, new ReplicaParts(loop, engine, metrics), bind(replica, host, loop, routes, channels));
    }

    private static InetSocketAddress bind(
            ReplicaConfig replica, String host, EventLoop loop, Routes routes, ChannelGroup channels)
            throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channels.add(channel);
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpServerExpectContinueHandler())
                                .addLast(new RequestAssembler())
                                .addLast(new ServerConnection(routes));
                    }
                })
                .bind(host, replica.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "Replica " + replica.name() + " cannot listen on " + host + ":" + replica.port() + ": "
                            + reason(bound.cause()) + ".",
                    bound.cause());
        }
        Channel channel = bound.channel();
        channels.add(channel);
        return (InetSocketAddress) channel.localAddress();
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
