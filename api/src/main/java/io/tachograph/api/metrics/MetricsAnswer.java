package io.tachograph.api.metrics;

import io.javalin.http.Context;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Answers with metrics in one of Prometheus' formats. */
public final class MetricsAnswer {
    private static final int USUAL_BYTES = 64 * 1024;

    private MetricsAnswer() {}

    /** Whole, or not at all. */
    public static void send(Context ctx, ExpositionFormatWriter writer, MetricSnapshots metrics) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        writer.write(bytes, metrics);
        ctx.contentType(writer.getContentType()).result(bytes.toByteArray());
    }
}
