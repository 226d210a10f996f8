package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
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
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Random requests over three days: in the table {@code raw_request} as they are, and in windows by the store's writer. The
 * third day is still open, where a window knows fewer requests the longer it is: it is written less often.
 */
final class RawTraffic {
    static final Instant START = Instant.parse("2026-03-04T00:00:00Z");
    static final int SECONDS = 3 * 86_400;
    /** From here on windows are open. */
    static final Instant OPEN = START.plusSeconds(2 * 86_400);
    /** Thresholds of the SLOs; no power of two, so that only counts can be exact. */
    static final double TTFT_SLO = 0.35;

    static final double E2E_SLO = 3.3;
    static final double TPOT_SLO = 0.05;

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
            return RawRequest.ofNoAnswer(series, sent, "cancelled");
        }
        if (luck < 3) {
            return RawRequest.ofNoAnswer(series, sent, FAILURES.get(random.nextInt(FAILURES.size())));
        }
        double ttft = 0.2 * (1 + series.model().hashCode() % 5) * Math.exp(0.8 * random.nextGaussian());
        boolean onePiece = series.streamed() && random.nextInt(4) == 0;
        boolean counted = series.streamed() && random.nextInt(10) > 0;
        return new RawRequest(
                series,
                sent,
                "ok",
                series.streamed() ? ttft : null,
                onePiece || !counted ? null : 0.05 * Math.exp(0.5 * random.nextGaussian()),
                onePiece,
                ttft + random.nextInt(5) * random.nextDouble(),
                onePiece || !series.streamed() ? List.of() : gaps(random),
                1 + random.nextInt(500));
    }

    private static List<Double> gaps(Random random) {
        return Stream.generate(() -> 0.04 * Math.exp(0.7 * random.nextGaussian()))
                .limit(1 + random.nextInt(6))
                .toList();
    }

    /** Share of the requests of a window that is open which one of so long a window knows of: all, fewer, fewer yet. */
    private static double known(Resolution resolution) {
        return 1 - 0.1 * resolution.ordinal();
    }

    /** Whether windows of a length know of a request; if so, those of shorter lengths do. */
    private static boolean knows(Resolution resolution, RawRequest request) {
        return request.sent().isBefore(OPEN) || luckOf(request) < known(resolution);
    }

    private static double luckOf(RawRequest request) {
        return Math.floorMod(request.sent().toEpochMilli() * 7_919, 1_000) / 1_000.0;
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

    void writeWindows(StoreWriter<RequestWindowRow> writer, int epoch) throws SQLException {
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
                .filter(request -> knows(resolution, request))
                .collect(Collectors.groupingBy(request -> new Window(
                        request.series(), Instant.ofEpochSecond(request.sent().getEpochSecond() / length * length))));
    }

    record Window(Series series, Instant start) {}

    private static RequestWindowRow row(Window window, Resolution resolution, int epoch, List<RawRequest> held) {
        Map<String, StoredHistogram> latencies = new HashMap<>();
        histogram(latencies, "ttft", held, request -> Stream.ofNullable(request.ttft()));
        histogram(latencies, "tpot", held, request -> Stream.ofNullable(request.tpot()));
        histogram(latencies, "e2e", held, request -> Stream.ofNullable(request.e2e()));
        histogram(latencies, "icl", held, request -> request.gaps().stream());
        return new RequestWindowRow(
                window.series(),
                resolution,
                window.start(),
                epoch,
                0,
                window.start().isBefore(OPEN),
                held.size(),
                held.stream().collect(Collectors.groupingBy(RawRequest::outcome, Collectors.counting())),
                0,
                held.stream().mapToLong(RawRequest::inputTokens).sum(),
                held.stream().mapToLong(RawRequest::cachedInputTokens).sum(),
                held.stream().mapToLong(RawRequest::outputTokens).sum(),
                held.stream().filter(RawRequest::onePiece).count(),
                held.stream().filter(RawRequest::kernelStamped).count(),
                latencies,
                Map.of());
    }

    private static void histogram(
            Map<String, StoredHistogram> latencies,
            String metric,
            List<RawRequest> held,
            Function<RawRequest, Stream<Double>> values) {
        double[] all =
                held.stream().flatMap(values).mapToDouble(Double::doubleValue).toArray();
        if (all.length > 0) {
            latencies.put(metric, Histograms.of(all));
        }
    }

    /** Replaces the table {@code raw_request}. */
    void writeRaw(TestDatabase database) throws SQLException {
        database.execute("DROP TABLE IF EXISTS public.raw_request");
        database.execute("CREATE TABLE public.raw_request (target text, model text, cluster text, engine_version text,"
                + " tenant text, origin text, prompt_band text, streamed text, sent timestamptz, outcome text,"
                + " ttft double precision, tpot double precision, one_piece boolean, e2e double precision,"
                + " gaps double precision[], output_tokens bigint, luck double precision, kernel_stamped boolean,"
                + " input_tokens bigint, cached_input_tokens bigint)");
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO public.raw_request"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
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
                insert.setObject(12, request.tpot(), java.sql.Types.DOUBLE);
                insert.setBoolean(13, request.onePiece());
                insert.setObject(14, request.e2e(), java.sql.Types.DOUBLE);
                insert.setArray(
                        15, connection.createArrayOf("float8", request.gaps().toArray()));
                insert.setLong(16, request.outputTokens());
                insert.setDouble(17, luckOf(request));
                insert.setBoolean(18, request.kernelStamped());
                insert.setLong(19, request.inputTokens());
                insert.setLong(20, request.cachedInputTokens());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Counts of three SLOs, as the stream writes them: one with two thresholds, for the series of all models but the
     * last; and one each of the TTFT and the TPOT alone, for all, configured in the middle of the second day.
     */
    void writeSloCounts(TestDatabase database) throws SQLException {
        database.execute("INSERT INTO tachograph.slo (name, ttft_seconds, tpot_seconds, e2e_seconds) VALUES"
                + " ('interactive', %1$s, NULL, %2$s), ('first token', %1$s, NULL, NULL), ('steady', NULL, %3$s, NULL)"
                        .formatted(TTFT_SLO, E2E_SLO, TPOT_SLO)
                + " ON CONFLICT DO NOTHING");
        for (Resolution resolution : Resolution.values()) {
            long length = resolution.length().toSeconds();
            String table = "tachograph.request_window_" + resolution.suffix();
            database.execute("UPDATE " + table + " SET slos = NULL WHERE slos IS NOT NULL");
            database.execute(
                    """
                    UPDATE %s w SET slos = c.slos FROM (
                    SELECT series_id, window_start, array_agg(
                               ROW(slo_id, eligible, met, ttft_met, tpot_met, e2e_met)::tachograph.slo_count) AS slos
                    FROM (
                    SELECT s.id AS series_id, o.id AS slo_id,
                           to_timestamp(floor(extract(epoch FROM r.sent) / %s) * %s) AS window_start,
                           count(*) FILTER (WHERE r.outcome <> 'cancelled') AS eligible,
                           count(*) FILTER (WHERE r.outcome = 'ok'
                               AND (o.ttft_seconds IS NULL OR r.ttft <= o.ttft_seconds)
                               AND (o.tpot_seconds IS NULL OR r.one_piece OR r.tpot <= o.tpot_seconds)
                               AND (o.e2e_seconds IS NULL OR r.e2e <= o.e2e_seconds)) AS met,
                           CASE WHEN o.ttft_seconds IS NOT NULL
                               THEN count(*) FILTER (WHERE r.outcome = 'ok' AND r.ttft <= o.ttft_seconds) END AS ttft_met,
                           CASE WHEN o.tpot_seconds IS NOT NULL
                               THEN count(*) FILTER (WHERE r.outcome = 'ok' AND (r.one_piece OR r.tpot <= o.tpot_seconds)) END AS tpot_met,
                           CASE WHEN o.e2e_seconds IS NOT NULL
                               THEN count(*) FILTER (WHERE r.outcome = 'ok' AND r.e2e <= o.e2e_seconds) END AS e2e_met
                    FROM public.raw_request r
                    JOIN tachograph.series s
                        USING (target, model, cluster, engine_version, tenant, origin, prompt_band)
                    CROSS JOIN tachograph.slo o
                    WHERE s.streamed::text = r.streamed AND (r.sent < '%s' OR r.luck < %s)
                      AND CASE o.name WHEN 'interactive' THEN r.model <> 'model c' ELSE r.sent >= '%s' END
                    GROUP BY 1, 2, 3, o.ttft_seconds, o.tpot_seconds, o.e2e_seconds
                    ) counted GROUP BY 1, 2) c
                    WHERE c.series_id = w.series_id AND c.window_start = w.window_start
                    """.formatted(table, length, length, OPEN, known(resolution), START.plusSeconds(SECONDS / 2)));
        }
    }
}
