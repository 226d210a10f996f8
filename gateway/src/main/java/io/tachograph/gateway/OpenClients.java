package io.tachograph.gateway;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;

/** The connections of clients, and the wish that they end. Thread-safe. */
final class OpenClients {
    /** Told to each connection: the next answer is its last. */
    static final Object LEAVE = new Object();
    /** Told to each connection: what it has begun may end, and no more begins. */
    static final Object DRAIN = new Object();

    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private volatile boolean leaving;
    private volatile boolean draining;

    /** @return whether it may stay */
    boolean add(Channel client) {
        open.add(client);
        return !draining;
    }

    /** Wants clients to go elsewhere, while all that they send is still answered. */
    void leave() {
        leaving = true;
        open.forEach(client -> client.pipeline().fireUserEventTriggered(LEAVE));
    }

    boolean isLeaving() {
        return leaving;
    }

    /**
     * Lets what is in flight come to its end. After the listening socket was closed.
     *
     * @return whether all have ended within the time
     */
    boolean drain(Duration limit) {
        draining = true;
        open.forEach(client -> client.pipeline().fireUserEventTriggered(DRAIN));
        return open.newCloseFuture().awaitUninterruptibly(limit.toMillis());
    }

    int count() {
        return open.size();
    }
}
