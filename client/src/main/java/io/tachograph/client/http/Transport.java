package io.tachograph.client.http;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the event loops wait for sockets. */
record Transport(
        String name,
        IoHandlerFactory handlers,
        Class<? extends Channel> channels,
        Class<? extends ServerChannel> servers) {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

    /** Linux's epoll where its native library is there, else what the JDK offers. */
    static Transport best() {
        Transport best = Epoll.isAvailable()
                ? new Transport(
                        "epoll", EpollIoHandler.newFactory(), EpollSocketChannel.class, EpollServerSocketChannel.class)
                : new Transport("NIO", NioIoHandler.newFactory(), NioSocketChannel.class, NioServerSocketChannel.class);
        LOG.debug("event loops wait by {}", best.name());
        return best;
    }
}
