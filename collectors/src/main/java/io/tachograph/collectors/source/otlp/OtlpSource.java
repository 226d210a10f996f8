package io.tachograph.collectors.source.otlp;

import io.tachograph.client.http.BodyBudget;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A receiver of spans. It listens from its first reading on; each reading hands over what has come since the one before. */
final class OtlpSource implements Source {
    /** Requests of the largest size that may be coming in at once. */
    private static final int BODIES_AT_ONCE = 16;

    private final OtlpSettings settings;
    private final SourceContext context;
    private final String host;
    private final SpanInbox inbox = new SpanInbox();
    private final ReceiverTally tally = new ReceiverTally();
    private volatile Runnable soon = () -> {};
    private @Nullable OtlpServer server;
    private boolean closed;

    OtlpSource(OtlpSettings settings, SourceContext context) {
        this.settings = settings;
        this.context = context;
        String everywhere = context.environment().get("LISTEN_HOST");
        String configured = settings.host();
        this.host = configured != null ? configured : everywhere != null ? everywhere : "127.0.0.1";
    }

    String host() {
        return host;
    }

    @Override
    public void hurriedBy(Runnable hurry) {
        soon = hurry;
    }

    @Override
    public CompletionStage<Void> read(Consumer<SpecificRecord> records) {
        try {
            listen();
        } catch (SourceException e) {
            return CompletableFuture.failedFuture(e);
        }
        inbox.drain(records);
        return CompletableFuture.completedFuture(null);
    }

    private synchronized void listen() throws SourceException {
        if (server != null || closed) {
            return;
        }
        Receiver receiver = new Receiver(
                KnownKeys.of(settings.apiKeysEnv(), context.environment()),
                settings.maxRequestBytes(),
                new BodyBudget((long) BODIES_AT_ONCE * settings.maxRequestBytes()),
                new TracedRequests(settings, context.agent()),
                inbox,
                tally,
                () -> soon.run());
        try {
            server = OtlpServer.start(host, settings.ports(), receiver);
        } catch (IOException e) {
            throw new SourceException(
                    FailureKind.UNAVAILABLE, e.getMessage() + "; is another agent or collector running here?");
        }
    }

    /** Where it listens; empty before the first reading. */
    synchronized List<Integer> ports() {
        return server == null ? List.of() : server.ports();
    }

    @Override
    public String details() {
        return "listens on " + ports() + "; " + tally;
    }

    @Override
    public Map<String, Long> leftOut() {
        return tally.leftOut();
    }

    @Override
    public void close() {
        // Those who wait are answered before their connections end.
        inbox.close();
        synchronized (this) {
            closed = true;
            if (server != null) {
                server.close();
                server = null;
            }
        }
    }
}
