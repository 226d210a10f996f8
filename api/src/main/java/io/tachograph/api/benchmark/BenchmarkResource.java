package io.tachograph.api.benchmark;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.answer.Envelope;
import io.tachograph.api.answer.Json;
import io.tachograph.api.cache.AnswerCache;
import io.tachograph.api.cache.KeptAnswer;
import io.tachograph.api.request.PlainName;
import io.tachograph.store.BenchmarkResultReader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest ranking by one metric. Thread-safe. */
public final class BenchmarkResource implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(BenchmarkResource.class);

    private final BenchmarkResultReader results;
    private final AnswerCache cache;

    public BenchmarkResource(BenchmarkResultReader results, AnswerCache cache) {
        this.results = results;
        this.cache = cache;
    }

    @Override
    public void handle(Context ctx) {
        String name = ctx.pathParam("metric");
        Optional<BenchmarkMetric> metric = BenchmarkMetric.named(name);
        if (metric.isEmpty()) {
            Json.send(ctx, 404, Envelope.failure(unknown(name)));
            return;
        }
        try {
            AnswerCache.Given given = cache.get("benchmark " + metric.get(), () -> made(metric.get()));
            if (given.stale()) {
                ctx.header("Warning", "110 - \"Response is Stale\"");
            }
            ctx.contentType(given.answer().contentType()).result(given.answer().body());
        } catch (SQLException e) {
            LOG.warn("The ranking by {} could not be read: the database did not answer.", metric.get(), e);
            Json.send(ctx, 503, Envelope.failure("The database does not answer at the moment, try again later."));
        }
    }

    private KeptAnswer made(BenchmarkMetric metric) throws SQLException {
        List<BenchmarkRepresentation> data = results.latest(metric.storeName()).stream()
                .map(result -> BenchmarkRepresentation.of(metric, result))
                .toList();
        byte[] body = Json.text(Envelope.of(data)).getBytes(StandardCharsets.UTF_8);
        return new KeptAnswer("application/json", body, "", 0, null, System.currentTimeMillis());
    }

    private static String unknown(String name) {
        String quoted = PlainName.isPlain(name) ? " '" + name + "'" : "";
        return "Unknown metric" + quoted + ", known are " + BenchmarkMetric.knownNames() + ".";
    }
}
