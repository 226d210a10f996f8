package io.tachograph.windows.sample;

import io.tachograph.store.Resolution;
import io.tachograph.windows.binary.BinaryFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How an {@link OpenSeries} is kept in a checkpoint. Its parts carry no versions of their own: a change of one of their
 * formats is a change of this one.
 */
public abstract class OpenSeriesFormat<S extends Sample, T extends SampleTotals<S>>
        implements BinaryFormat<OpenSeries<S, T>> {
    private static final long serialVersionUID = 1L;

    private final SampleKind<S, T> kind;

    protected OpenSeriesFormat(SampleKind<S, T> kind) {
        this.kind = kind;
    }

    @Override
    @SuppressWarnings("unchecked") // Flink asks for the class, which knows no parameters.
    public Class<OpenSeries<S, T>> type() {
        return (Class<OpenSeries<S, T>>) (Class<?>) OpenSeries.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(OpenSeries<S, T> series, DataOutput out) throws IOException {
        out.writeLong(series.settledMicros);
        out.writeBoolean(series.last != null);
        if (series.last != null) {
            kind.samples().write(series.last, out);
        }
        out.writeInt(series.waiting.size());
        for (S sample : series.waiting.values()) {
            kind.samples().write(sample, out);
        }
        out.writeInt(series.windows.size());
        for (Map.Entry<Resolution, Map<Long, OpenSampleWindow<T>>> open : series.windows.entrySet()) {
            out.writeUTF(open.getKey().suffix());
            out.writeInt(open.getValue().size());
            for (Map.Entry<Long, OpenSampleWindow<T>> window : open.getValue().entrySet()) {
                out.writeLong(window.getKey());
                out.writeInt(window.getValue().revision);
                out.writeBoolean(window.getValue().changed);
                kind.totals().write(window.getValue().totals, out);
            }
        }
    }

    @Override
    public OpenSeries<S, T> read(int version, DataInput in) throws IOException {
        OpenSeries<S, T> series = new OpenSeries<>(kind);
        series.settledMicros = in.readLong();
        if (in.readBoolean()) {
            series.last = kind.samples().read(version, in);
        }
        for (int waiting = in.readInt(); waiting > 0; waiting--) {
            S sample = kind.samples().read(version, in);
            series.waiting.put(sample.atMicros(), sample);
        }
        for (int resolutions = in.readInt(); resolutions > 0; resolutions--) {
            Map<Long, OpenSampleWindow<T>> open = new TreeMap<>();
            series.windows.put(Resolution.ofSuffix(in.readUTF()), open);
            for (int windows = in.readInt(); windows > 0; windows--) {
                long start = in.readLong();
                int revision = in.readInt();
                boolean changed = in.readBoolean();
                OpenSampleWindow<T> window =
                        new OpenSampleWindow<>(kind.totals().read(version, in));
                window.revision = revision;
                window.changed = changed;
                open.put(start, window);
            }
        }
        return series;
    }

    @Override
    public OpenSeries<S, T> copy(OpenSeries<S, T> series) {
        OpenSeries<S, T> copy = new OpenSeries<>(kind);
        copy.settledMicros = series.settledMicros;
        copy.last = series.last;
        copy.waiting.putAll(series.waiting);
        series.windows.forEach((resolution, open) -> {
            Map<Long, OpenSampleWindow<T>> copies = new TreeMap<>();
            open.forEach((start, window) -> {
                OpenSampleWindow<T> one = new OpenSampleWindow<>(kind.totals().copy(window.totals));
                one.revision = window.revision;
                one.changed = window.changed;
                copies.put(start, one);
            });
            copy.windows.put(resolution, copies);
        });
        return copy;
    }
}
