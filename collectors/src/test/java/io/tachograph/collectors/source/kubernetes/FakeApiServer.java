package io.tachograph.collectors.source.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Lists pods and lets them be watched over a web socket, as the API server does it. */
final class FakeApiServer implements AutoCloseable {
    private static final String EXPIRED = """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
            "message":"too old resource version: 10 (1000)","reason":"Expired","code":410}""";
    private static final String FORBIDDEN = """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"pods is forbidden: User\
             \\"system:serviceaccount:default:agent\\" cannot list resource \\"pods\\" in API group \\"\\" at the\
             cluster scope","reason":"Forbidden","details":{"kind":"pods"},"code":403}""";

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, String> pods = new ConcurrentSkipListMap<>();
    private final List<Channel> watchers = new CopyOnWriteArrayList<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final Channel server;
    private final AtomicLong version = new AtomicLong(10);
    private volatile @Nullable String body;
    private volatile boolean forbids;

    FakeApiServer() {
        server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(1 << 16), new Requests());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    String url() {
        return "http://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Queries of lists and watches, in order. */
    List<String> questions() {
        return questions;
    }

    int watchers() {
        return watchers.size();
    }

    void forbid() {
        forbids = true;
    }

    /** Nothing but this from now on. */
    void say(String text) {
        body = text;
    }

    /** Without telling those who watch. */
    void put(String name, String pod) {
        var unused = version.incrementAndGet();
        pods.put(name, pod);
    }

    void remove(String name) {
        var unused = version.incrementAndGet();
        pods.remove(name);
    }

    void add(String name, String pod) {
        put(name, pod);
        tell("ADDED", pod);
    }

    void modify(String name, String pod) {
        put(name, pod);
        tell("MODIFIED", pod);
    }

    void delete(String name) {
        String pod = String.valueOf(pods.get(name));
        remove(name);
        tell("DELETED", pod);
    }

    /** What watchers are told whose version is gone from the server's memory. */
    void expire() {
        tell("ERROR", EXPIRED);
        watchers.forEach(watcher -> watcher.close().syncUninterruptibly());
        watchers.clear();
    }

    private void tell(String type, String object) {
        String event = "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
        for (Channel watcher : watchers) {
            watcher.writeAndFlush(new TextWebSocketFrame(event)).syncUninterruptibly();
        }
    }

    private final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            String query = String.valueOf(URI.create(request.uri()).getQuery());
            questions.add(query);
            String always = body;
            if (forbids) {
                send(context, HttpResponseStatus.FORBIDDEN, FORBIDDEN);
            } else if (always != null) {
                send(context, HttpResponseStatus.OK, always);
            } else if (query.contains("watch=true")) {
                // Silent until there is something to tell, like the real one.
                var unused = new WebSocketServerHandshakerFactory(request.uri(), null, false)
                        .newHandshaker(request)
                        .handshake(context.channel(), request)
                        .addListener(done -> watchers.add(context.channel()));
            } else {
                String list = """
            {"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"%s"},"items":[%s]}""".formatted(version, String.join(",", List.copyOf(pods.values())));
                send(context, HttpResponseStatus.OK, list);
            }
        }

        private static void send(ChannelHandlerContext context, HttpResponseStatus status, String text) {
            ByteBuf content = Unpooled.copiedBuffer(text, UTF_8);
            var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
            answer.headers().set("Content-Type", "application/json").set("Content-Length", content.readableBytes());
            var unused = context.writeAndFlush(answer);
        }
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
