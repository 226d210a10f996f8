package io.tachograph.client.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server of HTTP/2, in clear text or over TLS, that answers each request as its script says. */
final class Http2TestServer implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicInteger connections = new AtomicInteger();
    private final Consumer<Http2TestStream> script;
    private final Http2Settings settings;
    private final String scheme;
    private final Channel listening;

    private Http2TestServer(
            InetAddress address, Consumer<Http2TestStream> script, Http2Settings settings, @Nullable SslContext tls) {
        this.script = script;
        this.settings = settings;
        this.scheme = tls == null ? "http" : "https";
        this.listening = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.incrementAndGet();
                        if (tls == null) {
                            speakHttp2(channel);
                        } else {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc()), new Negotiated());
                        }
                    }
                })
                .bind(address, 0)
                .syncUninterruptibly()
                .channel();
    }

    static Http2TestServer start(Consumer<Http2TestStream> script) {
        return start(Http2Settings.defaultSettings(), script);
    }

    static Http2TestServer start(Http2Settings settings, Consumer<Http2TestStream> script) {
        return new Http2TestServer(InetAddress.getLoopbackAddress(), script, settings, null);
    }

    static Http2TestServer start(TestCertificate certificate, Consumer<Http2TestStream> script) throws Exception {
        return start(InetAddress.getLoopbackAddress(), certificate, script);
    }

    /** @param certificate null for clear text */
    static Http2TestServer start(
            InetAddress address, @Nullable TestCertificate certificate, Consumer<Http2TestStream> script)
            throws Exception {
        SslContext tls = certificate == null ? null : tls(certificate);
        return new Http2TestServer(address, script, Http2Settings.defaultSettings(), tls);
    }

    private static SslContext tls(TestCertificate certificate) throws Exception {
        return SslContextBuilder.forServer(certificate.keys())
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2))
                .build();
    }

    private void speakHttp2(Channel channel) {
        channel.pipeline()
                .addLast(Http2FrameCodecBuilder.forServer()
                        .initialSettings(settings)
                        .build());
        channel.pipeline().addLast(new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline().addLast(new Http2TestStream(stream, script));
            }
        }));
    }

    URI url() {
        return URI.create(scheme + "://localhost:" + ((InetSocketAddress) listening.localAddress()).getPort());
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Negotiated extends ApplicationProtocolNegotiationHandler {
        Negotiated() {
            super(ApplicationProtocolNames.HTTP_1_1);
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
            speakHttp2(ctx.channel());
        }
    }
}
