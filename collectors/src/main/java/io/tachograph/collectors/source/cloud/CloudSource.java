package io.tachograph.collectors.source.cloud;

import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.UsageTeller;
import io.tachograph.collectors.source.http.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One cloud's minutes. The last ones are read again each time, and what is told anew replaces what was told before; after an
 * outage reading goes on where it was, piece by piece. A piece that fails in any part tells nothing, since a record replaces all
 * of a minute. Minutes are those of the cloud's clock. One reading at a time.
 */
final class CloudSource implements Source {
    /** From then on another range is read: a minute is what is asked for, after all. */
    private static final Duration WRONG_CLOCK = Duration.ofMinutes(1);

    private final CloudMetrics cloud;
    private final String tenant;
    private final Lateness lateness;
    private final SourceContext context;
    /** By this host's clock, so that a cloud whose clock jumps changes nothing. */
    private @Nullable Instant readTo;

    private final LongAdder tooOld = new LongAdder();
    private volatile String details = "";

    CloudSource(CloudMetrics cloud, @Nullable String tenant, Lateness lateness, SourceContext context) {
        this.cloud = cloud;
        this.tenant = tenant == null ? "" : tenant;
        this.lateness = lateness;
        this.context = context;
    }

    /** One cloud's metrics as the only source that its settings open. */
    static List<NamedSource> open(
            CloudMetrics cloud,
            @Nullable String tenant,
            @Nullable Duration reread,
            @Nullable Duration catchUp,
            SourceContext context) {
        return List.of(new NamedSource(
                cloud.name() + (tenant == null ? "" : " " + tenant),
                new CloudSource(cloud, tenant, Lateness.of(reread, catchUp), context)));
    }

    @Override
    public String details() {
        return details;
    }

    @Override
    public CompletionStage<Void> read(Consumer<SpecificRecord> records) {
        return Reading.begin(reading -> read(reading, records));
    }

    private synchronized void read(Reading reading, Consumer<SpecificRecord> records) throws SourceException {
        try {
            boolean read = readPieces(reading, records);
            if (!read) {
                read = readPieces(reading, records);
            }
            if (!read) {
                throw new SourceException(FailureKind.MALFORMED, cloud.name() + " tells another time with each answer");
            }
        } finally {
            details = cloud.asked() + clock();
        }
    }

    /** @return false when the cloud's clock is another than was thought, so that other minutes are to be read */
    private boolean readPieces(Reading reading, Consumer<SpecificRecord> records) throws SourceException {
        Duration ahead = cloud.ahead();
        Instant now = context.clock().now().plus(ahead);
        Instant known = readTo == null ? null : readTo.plus(ahead);
        for (Minutes piece : lateness.pieces(now, known)) {
            MinuteTotals totals = cloud.read(reading, piece);
            if (cloud.ahead().minus(ahead).abs().compareTo(WRONG_CLOCK) >= 0) {
                return false;
            }
            UsageTeller teller = new UsageTeller(cloud.name(), tenant, context.agent(), WallClock.micros(now));
            totals.records(teller).forEach(records);
            tooOld.add(Lateness.tooOld(now, known));
            known = piece.to();
            readTo = known.minus(ahead);
        }
        return true;
    }

    @Override
    public Map<String, Long> leftOut() {
        long minutes = tooOld.sum();
        return minutes == 0 ? Map.of() : Map.of("minute_too_old", minutes);
    }

    private String clock() {
        long seconds = cloud.ahead().toSeconds();
        return seconds == 0
                ? ""
                : "; the clock of this host is " + Math.abs(seconds) + " s " + (seconds > 0 ? "behind" : "ahead");
    }

    /** Holds nothing. */
    @Override
    public void close() {}
}
