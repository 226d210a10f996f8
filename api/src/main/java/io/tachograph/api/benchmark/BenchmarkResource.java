package io.tachograph.api.benchmark;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.answer.Envelope;
import io.tachograph.api.answer.Json;
import io.tachograph.store.BenchmarkResult;
import io.tachograph.store.BenchmarkResultReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest ranking by one metric. Thread-safe. */
public final class BenchmarkResource implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(BenchmarkResource.class);

    /** Names that are worth repeating to the caller; anything else could be an attack on who reads the message. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

    private final BenchmarkResultReader results;

    public BenchmarkResource(BenchmarkResultReader results) {
        this.results = results;
    }

    @Override
    public void handle(Context ctx) {
        String name = ctx.pathParam("metric");
        Optional<BenchmarkMetric> metric = BenchmarkMetric.named(name);
        if (metric.isEmpty()) {
            Json.send(ctx, 404, Envelope.failure(unknown(name)));
            return;
        }
        List<BenchmarkResult> ranking;
        try {
            ranking = results.latest(metric.get().storeName());
        } catch (SQLException e) {
            LOG.warn("The ranking by {} could not be read: the database did not answer.", metric.get(), e);
            Json.send(ctx, 503, Envelope.failure("The database does not answer at the moment, try again later."));
            return;
        }
        List<BenchmarkRepresentation> data = ranking.stream()
                .map(result -> BenchmarkRepresentation.of(metric.get(), result))
                .toList();
        Json.send(ctx, 200, Envelope.of(data));
    }

    private static String unknown(String name) {
        String quoted = PLAIN_NAME.matcher(name).matches() ? " '" + name + "'" : "";
        return "Unknown metric" + quoted + ", known are " + BenchmarkMetric.knownNames() + ".";
    }
}
