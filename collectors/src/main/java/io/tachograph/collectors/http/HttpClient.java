package io.tachograph.collectors.http;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;

/**
 * Sends requests over HTTP/1.1, plain or TLS (trust store of the JDK), one exchange per connection at a time, with
 * keep-alive. It follows no redirects and repeats nothing. An exchange stays on one event loop.
 *
 * <p>Thread-safe.
 */
public final class HttpClient implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup loops;
    private final ExecutorService lookups;
    private final OffLoopResolver resolver;
    private final List<LoopConnections> connections = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    HttpClient(HttpClientConfig config, SslContext tls) {
        loops = new MultiThreadIoEventLoopGroup(
                config.eventLoops(), new DefaultThreadFactory("tachograph-io", true), NioIoHandler.newFactory());
        lookups = Executors.newSingleThreadExecutor(new DefaultThreadFactory("tachograph-dns", true));
        resolver = new OffLoopResolver(lookups);
        Connector connector = new Connector(config, tls, resolver);
        for (EventExecutor loop : loops) {
            connections.add(new LoopConnections(
                    (EventLoop) loop,
                    connector,
                    config.idleLimit().toNanos(),
                    config.settle().toNanos()));
        }
    }

    public static HttpClient start(HttpClientConfig config) {
        try {
            return new HttpClient(config, trusting().build());
        } catch (SSLException e) {
            throw new IllegalStateException("this JDK offers no TLS: " + e.getMessage(), e);
        }
    }

    /** TLS of the JDK, the server's name checked. */
    static SslContextBuilder trusting() {
        return SslContextBuilder.forClient().sslProvider(SslProvider.JDK).endpointIdentificationAlgorithm("HTTPS");
    }

    /**
     * Sends a request. The listener is never called from within this method, and always comes to its end: after
     * {@link #close} with {@link ExchangeFailure#CANCELLED}.
     */
    public Exchange send(HttpEndpoint endpoint, HttpCall call, ExchangeListener listener) {
        long now = System.nanoTime();
        LoopConnections home = home();
        LiveExchange exchange = new LiveExchange(endpoint, call, listener, home);
        try {
            home.loop().execute(() -> home.begin(exchange, now));
        } catch (RejectedExecutionException e) {
            // No loop of ours is left to call from.
            GlobalEventExecutor.INSTANCE.execute(
                    () -> listener.failed(ExchangeFailure.CANCELLED, "the client is closed", now));
        }
        return exchange;
    }

    /** The loop that calls, where its warm connections are; else one after the other. */
    private LoopConnections home() {
        for (LoopConnections candidate : connections) {
            if (candidate.loop().inEventLoop()) {
                return candidate;
            }
        }
        return connections.get(Math.floorMod(next.getAndIncrement(), connections.size()));
    }

    /**
     * Runs {@code then} once everything that had been read, or had failed, before this call has been told to its
     * listener. Not after {@link #close}.
     */
    public void whenCaughtUp(Runnable then) {
        AtomicInteger behind = new AtomicInteger(connections.size());
        for (LoopConnections each : connections) {
            each.loop().execute(() -> {
                if (behind.decrementAndGet() == 0) {
                    then.run();
                }
            });
        }
    }

    /** Cancels what is under way, closes all connections and ends the threads; returns when that is done. */
    @Override
    public void close() {
        for (LoopConnections each : connections) {
            try {
                each.loop().execute(each::close);
            } catch (RejectedExecutionException e) {
                // Closed before.
                return;
            }
        }
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        resolver.close();
        lookups.shutdownNow();
    }
}
