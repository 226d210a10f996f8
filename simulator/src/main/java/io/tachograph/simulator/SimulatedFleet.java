package io.tachograph.simulator;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A fleet of servers in this process that answer like vLLM over real sockets. Its threads are daemons: a caller
 * that wants the process to stay for the fleet must wait itself. Safe for use by several threads.
 */
public final class SimulatedFleet implements AutoCloseable {
    private static final long CLOSE_SECONDS = 5;

    private final FleetConfig config;
    private final MultiThreadIoEventLoopGroup loops;
    private final ChannelGroup channels;
    private final List<SimulatedReplica> replicas;

    private SimulatedFleet(
            FleetConfig config,
            MultiThreadIoEventLoopGroup loops,
            ChannelGroup channels,
            List<SimulatedReplica> replicas) {
        this.config = config;
        this.loops = loops;
        this.channels = channels;
        this.replicas = List.copyOf(replicas);
    }

    /**
     * Starts all replicas; when it returns each one answers.
     *
     * @throws IOException when one cannot listen, with its name, address and the reason; then none is left running
     */
    public static SimulatedFleet start(FleetConfig config) throws IOException {
        return start(config, served -> {});
    }

    /**
     * Starts all replicas; when it returns each one answers.
     *
     * @param served called for every completed answer just before its end is sent, on the replica's event loop: it must not
     *     block
     * @throws IOException when one cannot listen, with its name, address and the reason; then none is left running
     */
    public static SimulatedFleet start(FleetConfig config, Consumer<ServedRequest> served) throws IOException {
        int threads = Math.min(config.replicas().size(), Runtime.getRuntime().availableProcessors());
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("simulator", true), NioIoHandler.newFactory());
        ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        List<SimulatedReplica> replicas = new ArrayList<>();
        try {
            for (ReplicaConfig replica : config.replicas()) {
                long seed = Draw.replicaSeed(config.seed(), replicas.size());
                replicas.add(ReplicaServer.start(
                        replica, seed, config.host(), config.stamps(), loops.next(), channels, served));
            }
        } catch (IOException | RuntimeException e) {
            stop(loops, channels);
            throw e;
        }
        return new SimulatedFleet(config, loops, channels, replicas);
    }

    /** What it was started with. */
    public FleetConfig config() {
        return config;
    }

    /** In the order of the configuration. */
    public List<SimulatedReplica> replicas() {
        return replicas;
    }

    /** Cuts every connection and stops listening; returns when all is down, after 5 s at the latest. */
    @Override
    public void close() {
        stop(loops, channels);
    }

    private static void stop(MultiThreadIoEventLoopGroup loops, ChannelGroup channels) {
        channels.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
