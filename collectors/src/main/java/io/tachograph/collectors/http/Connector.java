package io.tachograph.collectors.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Makes connections: name, TCP, TLS, pipeline. */
final class Connector {
    private final HttpClientConfig config;
    private final SslContext tls;
    private final AddressResolverGroup<InetSocketAddress> resolver;

    Connector(HttpClientConfig config, SslContext tls, AddressResolverGroup<InetSocketAddress> resolver) {
        this.config = config;
        this.tls = tls;
        this.resolver = resolver;
    }

    void connect(LoopConnections connections, LiveExchange exchange) {
        HttpEndpoint endpoint = exchange.endpoint();
        ChannelFuture connecting = new Bootstrap()
                .group(connections.loop())
                .channel(NioSocketChannel.class)
                .resolver(resolver)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        config.connectTimeout().toMillis())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        buildPipeline(channel, endpoint, connections);
                    }
                })
                .connect(InetSocketAddress.createUnresolved(endpoint.host(), endpoint.port()));
        connecting.addListener(connected -> {
            Channel channel = connecting.channel();
            if (!connected.isSuccess()) {
                refuse(exchange, connected);
            } else if (endpoint.tls()) {
                channel.pipeline()
                        .get(SslHandler.class)
                        .handshakeFuture()
                        .addListener(shaken -> hand(channel, exchange, connections, shaken));
            } else {
                hand(channel, exchange, connections, connected);
            }
        });
    }

    private void buildPipeline(Channel channel, HttpEndpoint endpoint, LoopConnections connections) {
        SocketStamps stamps = new SocketStamps();
        channel.pipeline().addLast(stamps);
        if (endpoint.tls()) {
            SslHandler handler = tls.newHandler(channel.alloc(), endpoint.host(), endpoint.port());
            handler.setHandshakeTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
            channel.pipeline().addLast(handler);
        }
        AnswerBytes answerBytes = new AnswerBytes();
        channel.pipeline().addLast(answerBytes);
        HttpDecoderConfig limits = new HttpDecoderConfig().setMaxHeaderSize(config.maxHeadBytes());
        channel.pipeline().addLast(new HttpClientCodec(limits, false, false));
        channel.pipeline().addLast(new Connection(channel, stamps, answerBytes, endpoint, connections));
    }

    private static void hand(
            Channel channel, LiveExchange exchange, LoopConnections connections, Future<?> established) {
        if (!established.isSuccess()) {
            refuse(exchange, established);
            ChannelFuture unused = channel.close();
            return;
        }
        Connection connection = channel.pipeline().get(Connection.class);
        if (exchange.ended()) {
            connections.release(connection);
        } else {
            exchange.attach(connection);
        }
    }

    private static void refuse(LiveExchange exchange, Future<?> failed) {
        exchange.fail(
                ExchangeFailure.CONNECT,
                "no connection to " + exchange.endpoint() + ": " + ConnectFailures.reasonOf(failed.cause()));
    }
}
