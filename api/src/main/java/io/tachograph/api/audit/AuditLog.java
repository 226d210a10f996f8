package io.tachograph.api.audit;

import io.javalin.http.Context;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.limit.Limiter;
import io.tachograph.store.AuditEntry;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes what is done and what is refused: in the log of the process, and until somebody writes them down in memory. Of one
 * address only a few refusals a minute, so that nobody fills a disk; the others are counted. Thread-safe.
 */
public final class AuditLog implements AutoCloseable {
    public static final String DONE = "done";
    public static final String REFUSED = "refused";

    /** Who it was where no key is known. */
    public static final String NOBODY = "nobody";

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final RateLimit OF_AN_ADDRESS = new RateLimit(6, 10);
    private static final int MOST_WAITING = 1_000;

    private final BlockingQueue<AuditEntry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Limiter refusals = new Limiter();
    private final Clock clock;
    private final PrometheusRegistry registry;
    private final Counter left;

    public AuditLog(Clock clock, PrometheusRegistry registry) {
        this.clock = clock;
        this.registry = registry;
        this.left = Counter.builder()
                .name("tachograph_api_audit_left_out_total")
                .help(
                        "Entries that are not in the audit log: too many refusals of one address, or nobody wrote them down.")
                .register(registry);
    }

    /** An entry of what this request does. */
    public AuditEntry entry(Context ctx, String who, String action, String subject, String outcome) {
        return new AuditEntry(clock.instant().truncatedTo(ChronoUnit.MICROS), who, action, subject, ctx.ip(), outcome);
    }

    /** Notes what was done. */
    public void done(Context ctx, String who, String action, String subject) {
        keep(entry(ctx, who, action, subject, DONE));
    }

    /** Notes what was refused. */
    public void refused(Context ctx, String who, String action, String subject) {
        if (refusals.take(ctx.ip(), OF_AN_ADDRESS).allowed()) {
            keep(entry(ctx, who, action, subject, REFUSED));
        } else {
            left.inc();
        }
    }

    private void keep(AuditEntry entry) {
        say(entry);
        if (!waiting.offer(entry)) {
            left.inc();
        }
    }

    /** Notes what was written down by itself. */
    public void say(AuditEntry entry) {
        LOG.info(
                "audit: {} {} {} from {}: {}",
                entry.who(),
                entry.action(),
                entry.subject(),
                entry.address(),
                entry.outcome());
    }

    /** What waits to be written down; it waits no longer. */
    public List<AuditEntry> take() {
        List<AuditEntry> taken = new ArrayList<>();
        waiting.drainTo(taken);
        return taken;
    }

    /** Puts back what could not be written down. */
    public void putBack(List<AuditEntry> entries) {
        entries.forEach(entry -> {
            if (!waiting.offer(entry)) {
                left.inc();
            }
        });
    }

    @Override
    public void close() {
        registry.unregister(left);
    }
}
