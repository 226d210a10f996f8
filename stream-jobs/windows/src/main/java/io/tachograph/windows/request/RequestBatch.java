package io.tachograph.windows.request;

import io.tachograph.store.Series;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.binary.TotalsBinary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Samples of one series and window that were summed before they came to the owner of the series. The owner has only to
 * look their identities up; the samples themselves travel along as bytes, which are read when one of them turns out to
 * be a second delivery, or late. Immutable by agreement.
 */
public final class RequestBatch implements RequestArrival {
    private static final RequestSampleFormat SAMPLES = new RequestSampleFormat();

    private final Series series;
    private final long sentAtMillis;
    /** Pairs (high, low), each identity once. */
    private final long[] ids;

    private final RequestTotals totals;
    private final int deliveries;
    private final int sampleVersion;
    private final byte[] samples;

    private RequestBatch(
            Series series,
            long sentAtMillis,
            long[] ids,
            RequestTotals totals,
            int deliveries,
            int sampleVersion,
            byte[] samples) {
        this.series = series;
        this.sentAtMillis = sentAtMillis;
        this.ids = ids;
        this.totals = totals;
        this.deliveries = deliveries;
        this.sampleVersion = sampleVersion;
        this.samples = samples;
    }

    /**
     * A batch.
     *
     * @param deliveries at least one, all of one series and window; second deliveries among them count as such
     * @param slos what they are judged by
     */
    static RequestBatch of(List<RequestSample> deliveries, List<SloDefinition> slos) {
        IdSet seen = new IdSet();
        RequestTotals totals = new RequestTotals();
        long[] ids = new long[2 * deliveries.size()];
        int used = 0;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 * deliveries.size());
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            for (RequestSample sample : deliveries) {
                if (CountOnce.add(sample, seen, totals, slos)) {
                    ids[used++] = sample.idHigh();
                    ids[used++] = sample.idLow();
                }
                SAMPLES.write(sample, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a sample could not be written to memory", e);
        }
        return new RequestBatch(
                deliveries.get(0).series(),
                deliveries.get(0).sentAtMillis(),
                Arrays.copyOf(ids, used),
                totals,
                deliveries.size(),
                SAMPLES.version(),
                bytes.toByteArray());
    }

    @Override
    public Series series() {
        return series;
    }

    @Override
    public long sentAtMillis() {
        return sentAtMillis;
    }

    /** Requests, each once. */
    int requests() {
        return ids.length / 2;
    }

    /** What the requests add up to, and the second deliveries among them; belongs to the batch. */
    RequestTotals totals() {
        return totals;
    }

    /** How many samples are in it, second deliveries included. */
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

    /** The samples, second deliveries included, in the order in which they came. */
    public List<RequestSample> deliveries() {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(samples));
        List<RequestSample> all = new ArrayList<>(deliveries);
        try {
            for (int i = 0; i < deliveries; i++) {
                all.add(SAMPLES.read(sampleVersion, in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a sample of a batch cannot be read", e);
        }
        return all;
    }

    void writeTo(DataOutput out) throws IOException {
        TotalsBinary.writeSeries(series, out);
        out.writeLong(sentAtMillis);
        out.writeInt(ids.length);
        for (long half : ids) {
            out.writeLong(half);
        }
        TotalsBinary.write(totals, out);
        out.writeInt(deliveries);
        out.writeByte(sampleVersion);
        out.writeInt(samples.length);
        out.write(samples);
    }

    static RequestBatch readFrom(int totalsVersion, DataInput in) throws IOException {
        Series series = TotalsBinary.readSeries(in);
        long sentAtMillis = in.readLong();
        long[] ids = new long[in.readInt()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = in.readLong();
        }
        RequestTotals totals = TotalsBinary.read(totalsVersion, in);
        int deliveries = in.readInt();
        int sampleVersion = in.readUnsignedByte();
        byte[] samples = new byte[in.readInt()];
        in.readFully(samples);
        return new RequestBatch(series, sentAtMillis, ids, totals, deliveries, sampleVersion, samples);
    }
}
