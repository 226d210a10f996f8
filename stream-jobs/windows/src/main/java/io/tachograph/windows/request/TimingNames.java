package io.tachograph.windows.request;

import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.bytes.BytesIn;
import io.tachograph.store.Series;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.KeyedSeries;
import io.tachograph.windows.PromptBand;
import io.tachograph.windows.binary.SeriesCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The names of a record, which lie side by side in its bytes: target, cluster, framework, model, API, engine version,
 * tenant, origin. Only when such a run of bytes is new are strings made of it, and checked.
 *
 * <p>Not thread-safe.
 */
final class TimingNames {
    private static final Origin[] ORIGINS = Origin.values();

    private final SeriesCache known = new SeriesCache();
    private final BytesIn again = new BytesIn();
    private int from;
    private int to;

    /** Passes over the names and remembers where they are. */
    void read(BytesIn in) throws IOException {
        from = in.position();
        in.skipString();
        in.skipString();
        in.skipString();
        in.skipString();
        in.skipString();
        if (TimingDecoder.present(in)) {
            in.skipString();
        }
        in.skipString();
        in.readBelow(ORIGINS.length);
        to = in.position();
    }

    /** The series that the names last read and the workload make. */
    KeyedSeries series(byte[] record, TimingFields timing) throws InvalidRecordException {
        PromptBand band = RequestSamples.bandOf(timing);
        int variant = 2 * band.ordinal() + (timing.streamed ? 1 : 0);
        KeyedSeries series = known.get(record, from, to, variant);
        if (series == null) {
            series = KeyedSeries.of(made(record, band, timing.streamed));
            known.put(record, from, to, variant, series);
        }
        return series;
    }

    private Series made(byte[] record, PromptBand band, boolean streamed) throws InvalidRecordException {
        try {
            BytesIn in = again.over(record, from, to);
            String target = string(in, record);
            String cluster = string(in, record);
            String framework = string(in, record);
            String model = string(in, record);
            in.skipString(); // api
            String engineVersion = TimingDecoder.present(in) ? string(in, record) : "";
            String tenant = string(in, record);
            String origin = ORIGINS[in.readBelow(ORIGINS.length)].name().toLowerCase(Locale.ROOT);
            TimingCheck.names(target, model, cluster, framework, tenant, engineVersion);
            return new Series(target, cluster, framework, model, engineVersion, tenant, origin, band.key(), streamed);
        } catch (IOException e) {
            throw new IllegalStateException("names that were passed over cannot be read", e);
        }
    }

    private static String string(BytesIn in, byte[] record) throws IOException {
        int length = (int) in.readLong();
        int at = in.position();
        in.skip(length);
        return new String(record, at, length, StandardCharsets.UTF_8);
    }
}
