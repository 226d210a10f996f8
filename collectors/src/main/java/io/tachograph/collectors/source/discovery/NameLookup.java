package io.tachograph.collectors.source.discovery;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks name servers. Unlike the JDK, it tells a name that does not exist from servers that do not answer, and keeps an answer
 * for as long as its server says and no longer. Hosts file, search domains and servers are the system's.
 */
final class NameLookup implements AutoCloseable {
    private static final Duration PATIENCE_PER_QUESTION = Duration.ofSeconds(2);

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("tachograph-dns", true), NioIoHandler.newFactory());
    private final DnsNameResolver resolver;

    /** @param server {@code HOST:PORT}, null for the system's */
    NameLookup(@Nullable String server) {
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder(loop.next())
                .datagramChannelType(NioDatagramChannel.class)
                // For answers that no datagram holds.
                .socketChannelType(NioSocketChannel.class)
                .queryTimeoutMillis(PATIENCE_PER_QUESTION.toMillis());
        if (server != null) {
            URI place = URI.create("dns://" + server);
            builder.nameServerProvider(new SingletonDnsServerAddressStreamProvider(
                    new InetSocketAddress(place.getHost(), place.getPort())));
        }
        resolver = builder.build();
    }

    /**
     * Every address of a name; none when servers say that it has none, or does not exist.
     *
     * @throws UnknownHostException when no server answers, or none knows
     */
    List<InetAddress> addresses(String name) throws UnknownHostException, InterruptedException {
        try {
            return List.copyOf(resolver.resolveAll(name).get());
        } catch (ExecutionException e) {
            if (isAnswer(e.getCause())) {
                return List.of();
            }
            UnknownHostException unknown = new UnknownHostException(name);
            unknown.initCause(e);
            throw unknown;
        }
    }

    /** Without a cause servers have answered, and had no address to tell. */
    private static boolean isAnswer(@Nullable Throwable failure) {
        Throwable cause = failure == null ? null : failure.getCause();
        return failure instanceof UnknownHostException
                && (cause == null
                        || (cause instanceof DnsErrorCauseException said
                                && said.getCode().equals(DnsResponseCode.NXDOMAIN)));
    }

    @Override
    public void close() {
        resolver.close();
        var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
