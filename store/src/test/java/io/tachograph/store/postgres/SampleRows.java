package io.tachograph.store.postgres;

import io.tachograph.store.EngineHistogramRow;
import io.tachograph.store.EngineWindowRow;
import io.tachograph.store.GaugeValue;
import io.tachograph.store.GpuAssignmentRow;
import io.tachograph.store.GpuWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.WindowStamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of GPUs and engines for tests. */
final class SampleRows {
    private static final GaugeValue NONE = new GaugeValue(null, null);

    private SampleRows() {}

    static WindowStamp stamp(Instant start, int epoch, long samples, boolean complete, int revision) {
        return new WindowStamp(Resolution.TEN_SECONDS, start, epoch, revision, complete, samples);
    }

    static WindowStamp complete(Instant start) {
        return stamp(start, 1, 10, true, 1);
    }

    static GpuWindowRow gpu(String gpu, WindowStamp stamp, @Nullable Double joules, double seconds) {
        return new GpuWindowRow(
                gpu,
                stamp,
                "node-1",
                "",
                null,
                seconds,
                joules,
                seconds,
                joules == null ? null : "counter",
                new GaugeValue(joules == null ? null : joules / seconds, 700.0),
                NONE,
                NONE,
                null,
                NONE,
                NONE,
                NONE,
                null,
                "nvml",
                "",
                0);
    }

    static EngineWindowRow engine(
            String target, WindowStamp stamp, @Nullable Double generated, EngineHistogramRow... histograms) {
        return new EngineWindowRow(
                target,
                stamp,
                "vllm",
                "0.30",
                10,
                10,
                new GaugeValue(1.5, 3.0),
                NONE,
                NONE,
                NONE,
                new GaugeValue(null, 900.0),
                null,
                null,
                generated,
                null,
                null,
                null,
                null,
                0.25,
                List.of(histograms));
    }

    static EngineHistogramRow histogram(String metric, long... counts) {
        double[] bounds = new double[counts.length - 1];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = i + 1;
        }
        return new EngineHistogramRow(metric, 0, bounds, counts, 1.25);
    }

    static GpuAssignmentRow assignment(String gpu, String target, Instant from, @Nullable Instant to, long assertedAt) {
        return new GpuAssignmentRow(gpu, target, from, to, Instant.ofEpochSecond(assertedAt), "config", "", null);
    }
}
