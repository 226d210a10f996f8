package io.tachograph.collectors.source.cloud;

import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.UsageTeller;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.schemas.avro.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One cloud's minutes. The last ones are read again each time, and what is told anew replaces what was told before; after an
 * outage reading goes on where it was. A reading that fails in any part tells nothing, since a record replaces all of a
 * minute. Minutes are those of the cloud's clock. One reading at a time.
 */
final class CloudSource implements Source {
    /** From then on another range is read: a minute is what is asked for, after all. */
    private static final Duration WRONG_CLOCK = Duration.ofMinutes(1);

    private final CloudMetrics cloud;
    private final String tenant;
    private final Lateness lateness;
    private final SourceContext context;
    private @Nullable Instant readTo;
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
            Duration ahead = cloud.ahead();
            Minutes minutes = lateness.minutes(now(), readTo);
            MinuteTotals totals = cloud.read(reading, minutes);
            if (cloud.ahead().minus(ahead).abs().compareTo(WRONG_CLOCK) >= 0) {
                minutes = lateness.minutes(now(), readTo);
                totals = cloud.read(reading, minutes);
            }
            UsageTeller teller = new UsageTeller(cloud.name(), tenant, context.agent(), micros(now()));
            List<Usage> told = totals.records(teller);
            told.forEach(records);
            readTo = minutes.to();
        } finally {
            details = cloud.asked() + clock();
        }
    }

    private Instant now() {
        return Instant.EPOCH
                .plus(context.clock().microsAt(System.nanoTime()), ChronoUnit.MICROS)
                .plus(cloud.ahead());
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
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
