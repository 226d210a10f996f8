package io.tachograph.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.tachograph.client.endpoint.PassThrough;
import io.tachograph.client.endpoint.Provenance;
import io.tachograph.client.http.BodyBudget;
import io.tachograph.client.http.HttpClient;
import io.tachograph.client.http.HttpClientConfig;
import io.tachograph.collectors.publish.EventPublisher;
import io.tachograph.config.GatewaySection;
import io.tachograph.config.TachographConfig;
import io.tachograph.gateway.capture.CaptureCounters;
import io.tachograph.gateway.capture.CaptureLog;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.Origin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes requests of OpenAI's and Anthropic's clients on to the targets that serve their models, and publishes a record of
 * every attempt. A client's connection and the exchange with its target live on one event loop. Thread-safe.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int BACKLOG = 1_024;
    /** With so much unsent to a client its target is not read; with so little it is again. */
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private final HttpClient client;
    private final GatewayParts parts;
    private final Channel listening;

    private Gateway(HttpClient client, GatewayParts parts, Channel listening) {
        this.client = client;
        this.parts = parts;
        this.listening = listening;
    }

    /**
     * When it returns it answers.
     *
     * @param config its section counts, and the longest request
     * @param targets that may be called, and no others
     * @param name of the gateway in its records
     * @param environment gives the value of an environment variable, null when it is not set; asked once, for keys
     * @param doubted which targets, by their slugs, others have found failing; asked for every request, so it must not block
     * @param publisher stays the caller's to close, after the gateway
     * @throws IOException in one sentence, when it cannot listen
     * @throws IllegalArgumentException in one sentence, when a target's configuration or a header's cannot be right
     */
    public static Gateway start(
            TachographConfig config,
            List<TargetConfig> targets,
            String name,
            Function<String, @Nullable String> environment,
            Callers callers,
            Predicate<String> doubted,
            EventPublisher publisher)
            throws IOException {
        GatewaySection settings = config.gateway();
        PassedHeaders headers = new PassedHeaders(settings.forwardHeaders());
        HttpClient client = HttpClient.start(HttpClientConfig.builder()
                .eventLoops(Runtime.getRuntime().availableProcessors())
                .build());
        @Nullable CaptureLog captures = null;
        try {
            captures = CaptureLog.open(settings.capture());
            RoutingTable table = new RoutingTable(
                    targets.stream()
                            .map(target -> new RoutedTarget(
                                    PassThrough.of(target, client, environment),
                                    settings.unhealthyFor().toNanos()))
                            .toList(),
                    doubted);
            GatewayParts parts = new GatewayParts(
                    settings,
                    config.gatewayTimeout(),
                    table,
                    callers,
                    headers,
                    publisher,
                    new Provenance(Origin.GATEWAY, name, null),
                    new GatewayTally(),
                    new BodyBudget(settings.maxBodiesBytes()),
                    new OpenClients(),
                    captures);
            return new Gateway(client, parts, listen(client, parts));
        } catch (IOException | RuntimeException e) {
            client.close();
            close(captures);
            throw e;
        }
    }

    private static Channel listen(HttpClient client, GatewayParts parts) throws IOException {
        RequestGate gate = new RequestGate(parts);
        Dispatch dispatch = new Dispatch(parts);
        GatewaySection settings = parts.settings();
        ChannelFuture bound = client.server()
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new RequestDecoder(),
                                        new HttpResponseEncoder(),
                                        new ClientConnection(parts, gate, dispatch));
                    }
                })
                .bind(settings.host(), settings.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(explain(settings, bound.cause()), bound.cause());
        }
        return bound.channel();
    }

    private static String explain(GatewaySection settings, Throwable failure) {
        String place = "port " + settings.port() + " of " + settings.host();
        return String.valueOf(failure.getMessage()).contains("in use")
                ? "The gateway cannot start: " + place + " is already in use; gateway.port can name another."
                : "The gateway cannot listen on " + place + ": " + failure.getMessage() + ".";
    }

    /** Where it listens. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Models that it serves. */
    public List<String> models() {
        return parts.table().models();
    }

    /** What became of requests that were to be kept. */
    public CaptureCounters captures() {
        CaptureLog captures = parts.captures();
        return captures == null ? CaptureCounters.NOTHING : captures.counters();
    }

    public GatewayCounters counters() {
        return parts.tally().counters(parts.table());
    }

    /** Its end is near: what comes is answered as ever, but each connection ends with its next answer, so that clients go elsewhere. */
    public void announceEnd() {
        parts.clients().leave();
    }

    /**
     * Takes no more requests, lets those in flight come to their end for {@code gateway.drain-limit}, cuts the others,
     * publishes their records, writes down what is captured, and ends the threads.
     */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        if (!parts.clients().drain(parts.settings().drainLimit())) {
            LOG.warn(
                    "{} connections are cut off, because they did not end in time.",
                    parts.clients().count());
        }
        client.close();
        close(parts.captures());
    }

    private static void close(@Nullable CaptureLog captures) {
        if (captures != null) {
            captures.close();
        }
    }
}
