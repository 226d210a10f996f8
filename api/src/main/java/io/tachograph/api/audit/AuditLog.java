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
 * Records what was done and what was refused: in the process's log, and in memory until the entries are stored. Of one
 * address it keeps only a few refusals a minute, so that nobody can fill a disk; the others are counted. Thread-safe.
 */
public final class AuditLog implements AutoCloseable {
    public static final String DONE = "done";
    public static final String REFUSED = "refused";

    /** The actor where no key is known. */
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
                        "Entries that are not in the audit log: too many refusals of one address, or they could not be stored.")
                .register(registry);
    }

    /** The entry for this request. */
    public AuditEntry entry(Context ctx, String who, String action, String subject, String outcome) {
        return new AuditEntry(clock.instant().truncatedTo(ChronoUnit.MICROS), who, action, subject, ctx.ip(), outcome);
    }

    /** Records what was done. */
    public void done(Context ctx, String who, String action, String subject) {
        keep(entry(ctx, who, action, subject, DONE));
    }

    /** Records what was refused. */
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

    /** Logs an entry that its caller stores. */
    public void say(AuditEntry entry) {
        LOG.info(
                "audit: {} {} {} from {}: {}",
                entry.who(),
                entry.action(),
                entry.subject(),
                entry.address(),
                entry.outcome());
    }

    /** Removes and returns the entries that wait to be stored. */
    public List<AuditEntry> take() {
        List<AuditEntry> taken = new ArrayList<>();
        waiting.drainTo(taken);
        return taken;
    }

    /** Puts back entries that could not be stored. */
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
