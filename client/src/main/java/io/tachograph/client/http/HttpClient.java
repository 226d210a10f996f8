package io.tachograph.client.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.tachograph.client.http.arrival.KernelStamps;
import io.tachograph.client.http.arrival.StampCounts;
import io.tachograph.schemas.avro.StampSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over HTTP/1.1, one exchange per connection at a time, or HTTP/2, plain or TLS. It follows no redirects
 * and repeats nothing. An exchange stays on one event loop: the one that calls, if it is one of this client's.
 *
 * <p>A connection takes a file descriptor; for 10,000 streams over HTTP/1.1 raise the limit ({@code ulimit -n}). To one
 * address and port of a server, a client's address has some 28,000 ports on Linux; those of connections that it has
 * closed come back after a minute.
 *
 * <p>Thread-safe.
 */
public final class HttpClient implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup loops;
    private final Transport transport;
    private final ExecutorService lookups;
    private final OffLoopResolver resolver;
    private final OpenConnections open = new OpenConnections();
    private final StampCounts stamps = new StampCounts();
    private final List<EventLoopExchanges> homes = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    private HttpClient(HttpClientConfig config, SslContext tls, Transport transport, Stamping stamping) {
        this.transport = transport;
        loops = new MultiThreadIoEventLoopGroup(
                config.eventLoops(), new DefaultThreadFactory("tachograph-io", true), transport.handlers());
        lookups = Executors.newSingleThreadExecutor(new DefaultThreadFactory("tachograph-dns", true));
        resolver = new OffLoopResolver(lookups);
        Supplier<KernelStamps> kernel = stamping.ofClient(stamps);
        for (EventExecutor loop : loops) {
            Connector connector = new Connector(
                    config,
                    tls,
                    transport,
                    resolver,
                    open,
                    new SharedReadBuffer(),
                    kernel == null ? null : kernel.get());
            homes.add(new EventLoopExchanges((SingleThreadEventLoop) loop, home -> switch (config.version()) {
                case HTTP_1_1 -> new Http1Connections(home, connector, config);
                case HTTP_2 -> new Http2Connections(home, connector, config);
            }));
        }
    }

    /** @throws IllegalArgumentException for a CA file that cannot be read or holds no certificate */
    public static HttpClient start(HttpClientConfig config) {
        return start(config, KernelStamps::ofThisSystem);
    }

    static HttpClient start(HttpClientConfig config, Stamping stamping) {
        return new HttpClient(config, ClientTls.of(config), Transport.best(), stamping);
    }

    /** Where the stamps of each event loop's arrivals come from, if not from its own readings. */
    @FunctionalInterface
    interface Stamping {
        @Nullable
        Supplier<KernelStamps> ofClient(StampCounts counts);
    }

    /**
     * Sends a request. The listener is never called from within this method, and always comes to its end: after
     * {@link #close} with {@link ExchangeFailure#CANCELLED}.
     */
    public Exchange send(HttpEndpoint endpoint, HttpCall call, ExchangeListener listener) {
        long now = System.nanoTime();
        EventLoopExchanges calling = callingLoop();
        EventLoopExchanges home = calling != null ? calling : nextLoop();
        LiveExchange exchange = new LiveExchange(endpoint, call, listener, home, now);
        try {
            if (calling != null) {
                calling.beginLater(exchange);
            } else {
                home.loop().execute(exchange);
            }
        } catch (RejectedExecutionException e) {
            // No loop of ours is left to call from.
            GlobalEventExecutor.INSTANCE.execute(
                    () -> listener.failed(ExchangeFailure.CANCELLED, "the client is closed", now, StampSource.READ));
        }
        return exchange;
    }

    /** The loop that calls, where its warm connections are. */
    private @Nullable EventLoopExchanges callingLoop() {
        for (EventLoopExchanges candidate : homes) {
            if (candidate.loop().inEventLoop()) {
                return candidate;
            }
        }
        return null;
    }

    private EventLoopExchanges nextLoop() {
        return homes.get(Math.floorMod(next.getAndIncrement(), homes.size()));
    }

    /**
     * The event loops, one thread each, for measuring how late they come: everything that reads and writes waits for a
     * task that runs on them, so tasks must be short. They are shut down by {@link #close} and by nobody else.
     */
    public List<ScheduledExecutorService> loops() {
        return homes.stream()
                .<ScheduledExecutorService>map(EventLoopExchanges::loop)
                .toList();
    }

    /**
     * For a server that passes on what it gets: its connections live on this client's event loops, so that an exchange that
     * is sent from within one of them stays on its thread. Their handlers must not block. They end with this client.
     */
    public ServerBootstrap server() {
        return new ServerBootstrap().group(loops).channel(transport.servers());
    }

    /** The connections so far, and how their reads were stamped. */
    public HttpCounters counters() {
        return open.counters(stamps.sum());
    }

    /**
     * Runs {@code then} once everything that had arrived, or had failed, before this call has been reported to its listener.
     * What lies unread counts, because its stamps may be the kernel's; of a connection that is more than 16 reads behind
     * these 16. Not after {@link #close}.
     */
    public void whenCaughtUp(Runnable then) {
        AtomicInteger behind = new AtomicInteger(homes.size());
        for (EventLoopExchanges each : homes) {
            each.afterReading(() -> {
                if (behind.decrementAndGet() == 0) {
                    then.run();
                }
            });
        }
    }

    /** Cancels what is in flight, closes all connections and ends the threads; returns when that is done. */
    @Override
    public void close() {
        homes.forEach(EventLoopExchanges::refuseFurther);
        for (EventLoopExchanges each : homes) {
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
