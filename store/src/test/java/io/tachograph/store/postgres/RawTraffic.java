package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.RequestWindowWriter;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.store.StoredHistogram;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Random requests over three days: in the table {@code raw_request} as they are, and in windows by the store's writer. */
final class RawTraffic {
    static final Instant START = Instant.parse("2026-03-04T00:00:00Z");
    static final int SECONDS = 3 * 86_400;
    /** Thresholds of the SLOs; no power of two, so that only counts can be exact. */
    static final double TTFT_SLO = 0.35;

    static final double E2E_SLO = 3.3;

    private static final List<String> FAILURES = List.of("http_error", "timeout", "stream_error");

    private final List<RawRequest> requests = new ArrayList<>();

    private RawTraffic() {}

    static RawTraffic drawn(long seed, int count) {
        Random random = new Random(seed);
        List<Series> series = series();
        long[] busyMinutes =
                random.longs(40, 0, SECONDS / 60).map(minute -> minute * 60).toArray();
        RawTraffic traffic = new RawTraffic();
        for (int i = 0; i < count; i++) {
            Series of = series.get(random.nextInt(series.size()));
            long second = random.nextInt(4) == 0
                    ? random.nextInt(SECONDS)
                    : Math.min(SECONDS - 1, busyMinutes[random.nextInt(busyMinutes.length)] + random.nextInt(150));
            traffic.requests.add(request(random, of, START.plusSeconds(second).plusMillis(random.nextInt(1_000))));
        }
        return traffic;
    }

    private static List<Series> series() {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String model = "model " + "abc".charAt(i % 3);
            String cluster = i % 4 < 2 ? "east" : "w'est, {\"}@";
            series.add(new Series(
                    cluster + "-vllm-" + model,
                    cluster,
                    "vllm",
                    model,
                    i % 5 == 0 ? "" : "0." + i % 5,
                    i % 7 < 4 ? "" : "tenant " + i % 7,
                    i % 2 == 0 ? "probe" : "load",
                    i < 12 ? "short" : "long",
                    i % 6 != 5));
        }
        return series;
    }

    private static RawRequest request(Random random, Series series, Instant sent) {
        int luck = random.nextInt(20);
        if (luck == 0) {
            return new RawRequest(series, sent, "cancelled", null, null, 0);
        }
        if (luck < 3) {
            return new RawRequest(series, sent, FAILURES.get(random.nextInt(FAILURES.size())), null, null, 0);
        }
        double ttft = 0.2 * (1 + series.model().hashCode() % 5) * Math.exp(0.8 * random.nextGaussian());
        return new RawRequest(
                series,
                sent,
                "ok",
                series.streamed() ? ttft : null,
                ttft + random.nextInt(5) * random.nextDouble(),
                1 + random.nextInt(500));
    }

    /** Those of some windows of a minute drawn anew, and more of them, as a late re-computation would. */
    RawTraffic withMore(long seed) {
        Random random = new Random(seed);
        RawTraffic more = new RawTraffic();
        more.requests.addAll(requests);
        for (int i = 0; i < 300; i++) {
            RawRequest like = requests.get(random.nextInt(requests.size()));
            more.requests.add(request(random, like.series(), like.sent()));
        }
        return more;
    }

    void writeWindows(RequestWindowWriter writer, int epoch) throws SQLException {
        List<RequestWindowRow> rows = new ArrayList<>();
        for (Resolution resolution : Resolution.values()) {
            windows(resolution).forEach((window, held) -> rows.add(row(window, resolution, epoch, held)));
        }
        for (int at = 0; at < rows.size(); at += 5_000) {
            writer.write(rows.subList(at, Math.min(rows.size(), at + 5_000)));
        }
    }

    Map<Window, List<RawRequest>> windows(Resolution resolution) {
        long length = resolution.length().toSeconds();
        return requests.stream()
                .collect(Collectors.groupingBy(request -> new Window(
                        request.series(), Instant.ofEpochSecond(request.sent().getEpochSecond() / length * length))));
    }

    record Window(Series series, Instant start) {}

    private static RequestWindowRow row(Window window, Resolution resolution, int epoch, List<RawRequest> held) {
        Map<String, StoredHistogram> latencies = new HashMap<>();
        histogram(latencies, "ttft", held, RawRequest::ttft);
        histogram(latencies, "e2e", held, RawRequest::e2e);
        return new RequestWindowRow(
                window.series(),
                resolution,
                window.start(),
                epoch,
                0,
                // The last day is still open.
                window.start().isBefore(START.plusSeconds(2 * 86_400)),
                held.size(),
                held.stream().collect(Collectors.groupingBy(RawRequest::outcome, Collectors.counting())),
                0,
                0,
                0,
                held.stream().mapToLong(RawRequest::outputTokens).sum(),
                latencies);
    }

    private static void histogram(
            Map<String, StoredHistogram> latencies,
            String metric,
            List<RawRequest> held,
            Function<RawRequest, Double> value) {
        double[] values = held.stream()
                .map(value)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (values.length > 0) {
            latencies.put(metric, Histograms.of(values));
        }
    }

    /** Replaces the table {@code raw_request}. */
    void writeRaw(TestDatabase database) throws SQLException {
        database.execute("DROP TABLE IF EXISTS public.raw_request");
        database.execute("CREATE TABLE public.raw_request (target text, model text, cluster text, engine_version text,"
                + " tenant text, origin text, prompt_band text, streamed text, sent timestamptz, outcome text,"
                + " ttft double precision, e2e double precision, output_tokens bigint)");
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO public.raw_request VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?, ?, ?, ?)")) {
            for (RawRequest request : requests) {
                Series series = request.series();
                insert.setString(1, series.target());
                insert.setString(2, series.model());
                insert.setString(3, series.cluster());
                insert.setString(4, series.engineVersion());
                insert.setString(5, series.tenant());
                insert.setString(6, series.origin());
                insert.setString(7, series.promptBand());
                insert.setString(8, String.valueOf(series.streamed()));
                insert.setString(9, request.sent().toString());
                insert.setString(10, request.outcome());
                insert.setObject(11, request.ttft(), java.sql.Types.DOUBLE);
                insert.setObject(12, request.e2e(), java.sql.Types.DOUBLE);
                insert.setLong(13, request.outputTokens());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Counts of two SLOs, as the stream writes them: one with both thresholds, for the series of all models but the
     * last; and one of the TTFT alone, for all, that was configured in the middle of the second day.
     */
    void writeSloCounts(TestDatabase database) throws SQLException {
        database.execute("INSERT INTO tachograph.slo (name, ttft_seconds, e2e_seconds) VALUES ('interactive', %s, %s),"
                        .formatted(TTFT_SLO, E2E_SLO)
                + " ('first token', %s, NULL) ON CONFLICT DO NOTHING".formatted(TTFT_SLO));
        for (Resolution resolution : Resolution.values()) {
            long length = resolution.length().toSeconds();
            database.execute("DELETE FROM tachograph.slo_count_" + resolution.suffix());
            database.execute("""
                    INSERT INTO tachograph.slo_count_%s
                        (series_id, slo_id, window_start, eligible, met, ttft_met, e2e_met)
                    SELECT s.id, o.id, to_timestamp(floor(extract(epoch FROM r.sent) / %s) * %s),
                           count(*) FILTER (WHERE r.outcome <> 'cancelled'),
                           count(*) FILTER (WHERE r.outcome = 'ok' AND r.ttft <= o.ttft_seconds
                               AND (o.e2e_seconds IS NULL OR r.e2e <= o.e2e_seconds)),
                           count(*) FILTER (WHERE r.outcome = 'ok' AND r.ttft <= o.ttft_seconds),
                           CASE WHEN o.e2e_seconds IS NOT NULL
                               THEN count(*) FILTER (WHERE r.outcome = 'ok' AND r.e2e <= o.e2e_seconds) END
                    FROM public.raw_request r
                    JOIN tachograph.series s
                        USING (target, model, cluster, engine_version, tenant, origin, prompt_band)
                    CROSS JOIN tachograph.slo o
                    WHERE s.streamed::text = r.streamed
                      AND CASE o.name WHEN 'interactive' THEN r.model <> 'model c' ELSE r.sent >= '%s' END
                    GROUP BY 1, 2, 3
                    """.formatted(resolution.suffix(), length, length, START.plusSeconds(SECONDS / 2)));
        }
    }
}
