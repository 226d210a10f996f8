package io.tachograph.windows.request;

import io.tachograph.schemas.bytes.BytesIn;
import io.tachograph.schemas.bytes.BytesOut;
import io.tachograph.windows.KeyedSeries;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.binary.TotalsBinary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Samples of one series and window that were summed before they came to the owner of the series. The owner has only to
 * look their identities up; the samples themselves travel along as bytes, which are read when one of them turns out to
 * be a duplicate, or late. Immutable by agreement.
 */
public final class RequestBatch implements RequestArrival {
    private final KeyedSeries keyed;
    private final long sentAtMillis;
    /** Pairs (high, low), each identity once. */
    private final long[] ids;

    private final RequestTotals totals;
    private final int deliveries;
    private final byte[] samples;

    private RequestBatch(
            KeyedSeries keyed, long sentAtMillis, long[] ids, RequestTotals totals, int deliveries, byte[] samples) {
        this.keyed = keyed;
        this.sentAtMillis = sentAtMillis;
        this.ids = ids;
        this.totals = totals;
        this.deliveries = deliveries;
        this.samples = samples;
    }

    /**
     * A batch.
     *
     * @param deliveries at least one, all of one series and window; duplicates among them count as such
     * @param slos what they are judged by
     */
    static RequestBatch of(List<RequestSample> deliveries, List<SloDefinition> slos) {
        IdSet seen = new IdSet();
        RequestTotals totals = new RequestTotals();
        long[] ids = new long[2 * deliveries.size()];
        int used = 0;
        BytesOut out = new BytesOut();
        for (RequestSample sample : deliveries) {
            if (Deduplication.add(sample, seen, totals, slos)) {
                ids[used++] = sample.idHigh();
                ids[used++] = sample.idLow();
            }
            SampleCodec.write(sample, out);
        }
        return new RequestBatch(
                deliveries.get(0).keyed(),
                deliveries.get(0).sentAtMillis(),
                Arrays.copyOf(ids, used),
                totals,
                deliveries.size(),
                out.copy());
    }

    @Override
    public KeyedSeries keyed() {
        return keyed;
    }

    @Override
    public long sentAtMillis() {
        return sentAtMillis;
    }

    /** Requests, each once. */
    int requests() {
        return ids.length / 2;
    }

    /** What the requests add up to, and the duplicates among them; belongs to the batch. */
    RequestTotals totals() {
        return totals;
    }

    @Override
    public int size() {
        return deliveries;
    }

    boolean anyIn(IdSet seen) {
        for (int i = 0; i < ids.length; i += 2) {
            if (seen.contains(ids[i], ids[i + 1])) {
                return true;
            }
        }
        return false;
    }

    void addTo(IdSet seen) {
        for (int i = 0; i < ids.length; i += 2) {
            seen.add(ids[i], ids[i + 1]);
        }
    }

    @Override
    public List<RequestSample> deliveries() {
        BytesIn in = new BytesIn().over(samples, 0, samples.length);
        List<RequestSample> all = new ArrayList<>(deliveries);
        try {
            for (int i = 0; i < deliveries; i++) {
                all.add(SampleCodec.read(keyed, in, samples));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a sample of a batch cannot be read", e);
        }
        return all;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(keyed.keyBytes().length);
        out.write(keyed.keyBytes());
        out.writeLong(sentAtMillis);
        out.writeInt(ids.length);
        for (long half : ids) {
            out.writeLong(half);
        }
        TotalsBinary.write(totals, out);
        out.writeInt(deliveries);
        out.writeInt(samples.length);
        out.write(samples);
    }

    static RequestBatch readFrom(int totalsVersion, DataInput in) throws IOException {
        byte[] key = new byte[in.readInt()];
        in.readFully(key);
        long sentAtMillis = in.readLong();
        long[] ids = new long[in.readInt()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = in.readLong();
        }
        RequestTotals totals = TotalsBinary.read(totalsVersion, in);
        int deliveries = in.readInt();
        byte[] samples = new byte[in.readInt()];
        in.readFully(samples);
        return new RequestBatch(KeyedSeries.ofBytes(key), sentAtMillis, ids, totals, deliveries, samples);
    }
}
