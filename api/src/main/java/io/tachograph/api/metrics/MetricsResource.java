package io.tachograph.api.metrics;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Everything in one registry, as Prometheus text or, when asked for, as OpenMetrics text. Thread-safe. */
public final class MetricsResource implements Handler {
    private final PrometheusRegistry registry;
    private final ExpositionFormats formats = ExpositionFormats.init();

    /** Also registers the metrics of the JVM, once per registry. */
    public MetricsResource(PrometheusRegistry registry) {
        this.registry = registry;
        JvmMetrics.builder().register(registry);
    }

    @Override
    public void handle(Context ctx) throws IOException {
        ExpositionFormatWriter writer = writerFor(ctx.header("Accept"));
        MetricsAnswer.send(ctx, writer, registry.scrape());
    }

    private ExpositionFormatWriter writerFor(@Nullable String accept) {
        ExpositionFormatWriter openMetrics = formats.getOpenMetricsTextFormatWriter();
        return accept != null && openMetrics.accepts(accept) ? openMetrics : formats.getPrometheusTextFormatWriter();
    }
}
