package io.tachograph.windows.request;

import io.tachograph.schemas.bytes.BytesIn;
import io.tachograph.schemas.bytes.BytesOut;
import io.tachograph.windows.KeyedSeries;
import io.tachograph.windows.binary.SeriesCache;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Samples of one series as one run of bytes: its length, the series as its key, how many samples, the samples. One series
 * object for all samples that are read here. It travels with a job's graph as part of a format, without its buffers. Not
 * thread-safe.
 */
final class SampleRunCodec implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient BytesOut out = new BytesOut();
    private final transient BytesIn in = new BytesIn();
    private final transient SeriesCache series = new SeriesCache();
    private transient byte[] bytes = new byte[512];

    /** @param samples at least one, all of one series */
    void write(List<RequestSample> samples, DataOutput target) throws IOException {
        out.reset();
        out.writeBytes(samples.get(0).keyed().keyBytes());
        out.writeLong(samples.size());
        for (RequestSample sample : samples) {
            SampleCodec.write(sample, out);
        }
        target.writeInt(out.size());
        target.write(out.array(), 0, out.size());
    }

    List<RequestSample> read(DataInput source) throws IOException {
        int size = source.readInt();
        if (size > bytes.length) {
            bytes = new byte[Math.max(size, 2 * bytes.length)];
        }
        source.readFully(bytes, 0, size);
        in.over(bytes, 0, size);
        KeyedSeries keyed = seriesOf();
        int n = in.readInt();
        List<RequestSample> samples = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            samples.add(SampleCodec.read(keyed, in, bytes));
        }
        return samples;
    }

    private Object readResolve() {
        return new SampleRunCodec();
    }

    private KeyedSeries seriesOf() throws IOException {
        int length = in.readInt();
        int from = in.position();
        in.skip(length);
        KeyedSeries known = series.get(bytes, from, from + length, 0);
        if (known == null) {
            known = KeyedSeries.ofBytes(Arrays.copyOfRange(bytes, from, from + length));
            series.put(bytes, from, from + length, 0, known);
        }
        return known;
    }
}
