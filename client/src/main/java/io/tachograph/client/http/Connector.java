package io.tachograph.client.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.Future;
import io.tachograph.client.http.arrival.KernelStamps;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the connections of one event loop: name, TCP, TLS. */
final class Connector {
    /** Hears of one connection, on its event loop. */
    interface Outcome {
        /** The channel has {@code stamps} and, if need be, TLS; no byte behind them has been read yet. */
        void stands(Channel channel, SocketStamps stamps);

        void refused(String reason);
    }

    private final HttpClientConfig config;
    private final SslContext tls;
    private final Transport transport;
    private final AddressResolverGroup<InetSocketAddress> resolver;
    private final OpenConnections open;
    private final SharedReadBuffer receive;
    private final @Nullable KernelStamps kernel;

    Connector(
            HttpClientConfig config,
            SslContext tls,
            Transport transport,
            AddressResolverGroup<InetSocketAddress> resolver,
            OpenConnections open,
            SharedReadBuffer receive,
            @Nullable KernelStamps kernel) {
        this.config = config;
        this.tls = tls;
        this.transport = transport;
        this.resolver = resolver;
        this.open = open;
        this.receive = receive;
        this.kernel = kernel;
    }

    void connect(EventLoop loop, HttpEndpoint endpoint, Outcome outcome) {
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(transport.channels())
                .resolver(resolver)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        config.connectTimeout().toMillis())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        buildPipeline(channel, endpoint);
                    }
                })
                .connect(InetSocketAddress.createUnresolved(endpoint.host(), endpoint.port()));
        connecting.addListener(connected -> {
            Channel channel = connecting.channel();
            if (!connected.isSuccess()) {
                outcome.refused(ConnectFailures.reasonOf(connected.cause()));
                return;
            }
            open.opened(channel);
            if (endpoint.tls()) {
                SslHandler handler = channel.pipeline().get(SslHandler.class);
                handler.handshakeFuture().addListener(shaken -> secured(channel, handler, shaken, outcome));
            } else {
                stands(channel, outcome);
            }
        });
    }

    /** From the loop's thread. */
    void close() {
        receive.close();
    }

    private void buildPipeline(Channel channel, HttpEndpoint endpoint) {
        if (!endpoint.tls() && config.version() == HttpVersion.HTTP_1_1) {
            channel.config().setRecvByteBufAllocator(receive);
        }
        channel.pipeline().addLast(new SocketStamps(kernel == null ? null : kernel.of(channel)));
        if (endpoint.tls()) {
            SslHandler handler = tls.newHandler(channel.alloc(), endpoint.host(), endpoint.port());
            handler.setHandshakeTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
            channel.pipeline().addLast(handler);
        }
        channel.pipeline().addLast(Unestablished.INSTANCE);
    }

    private void secured(Channel channel, SslHandler handler, Future<?> shaken, Outcome outcome) {
        if (!shaken.isSuccess()) {
            outcome.refused(TlsFailures.reasonOfHandshake(shaken.cause()));
        } else if (config.version() == HttpVersion.HTTP_2
                && !ApplicationProtocolNames.HTTP_2.equals(handler.applicationProtocol())) {
            outcome.refused("the server does not agree to HTTP/2");
        } else {
            stands(channel, outcome);
            return;
        }
        ChannelFuture unused = channel.close();
    }

    private static void stands(Channel channel, Outcome outcome) {
        channel.pipeline().remove(Unestablished.INSTANCE);
        outcome.stands(channel, channel.pipeline().get(SocketStamps.class));
    }
}
