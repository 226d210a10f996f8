package io.tachograph.api.fleet;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.metrics.MetricsAnswer;
import io.tachograph.live.LiveResults;
import java.io.IOException;

/**
 * The newest results for Prometheus: as text with classic histograms, or with native ones too for whoever takes protobuf.
 * Thread-safe.
 */
public final class FleetResource implements Handler {
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final LiveResults live;

    public FleetResource(LiveResults live) {
        this.live = live;
    }

    @Override
    public void handle(Context ctx) throws IOException {
        if (!live.isRead()) {
            Problem.of(503, "Nothing is live here: start the API with --kafka, or set kafka.bootstrap-servers.")
                    .send(ctx);
            return;
        }
        MetricsAnswer.send(ctx, formats.findWriter(ctx.header("Accept")), FleetMetrics.of(live.fleet()));
    }
}
