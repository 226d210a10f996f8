package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tachograph.live.LiveKind;
import io.tachograph.schemas.avro.Alert;
import io.tachograph.schemas.avro.AlertKind;
import io.tachograph.schemas.avro.AlertSeverity;
import io.tachograph.schemas.avro.AlertState;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.RankedModel;
import io.tachograph.schemas.avro.Ranking;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.avro.SloCount;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fleet for Prometheus, against what its format allows and what was put in. */
class FleetMetricsTest {
    private static final long T = Instant.parse("2026-11-20T10:00:00Z").toEpochMilli();
    private static final String OF = "{model=\"llama\",origin=\"load\"";

    private RunningApi api;
    private int offset;

    @BeforeEach
    void start() throws IOException {
        api = new RunningApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void histogramsAndCounters_areWhatCompleteWindowsHold() {
        Random random = new Random(7);
        List<Long> values = new ArrayList<>();
        for (int window = 0; window < 5; window++) {
            List<Long> some = random.longs(400)
                    .map(bits -> (long) Math.scalb(1 + (bits >>> 12) * 0x1p-52, 14 + (int) (bits & 31)))
                    .boxed()
                    .toList();
            values.addAll(some);
            put(window("llama", window, true, some, 2));
        }

        Map<String, Double> samples = scrape();

        assertThat(samples)
                .containsEntry("tachograph_fleet_requests_total" + OF + ",outcome=\"succeeded\"}", 2_000.0)
                .containsEntry("tachograph_fleet_requests_total" + OF + ",outcome=\"failed\"}", 10.0)
                .containsEntry("tachograph_fleet_requests_total" + OF + ",outcome=\"cancelled\"}", 5.0)
                .containsEntry(
                        "tachograph_fleet_tokens_total{direction=\"output\",model=\"llama\",origin=\"load\"}", 500.0)
                .containsEntry("tachograph_fleet_slo_requests_total" + OF + ",slo=\"fast\"}", 2_010.0)
                .containsEntry("tachograph_fleet_slo_met_requests_total" + OF + ",slo=\"fast\"}", 1_000.0)
                .containsEntry("tachograph_fleet_newest_window_end_timestamp_seconds", (T + 50_000) / 1000.0)
                .containsEntry("tachograph_fleet_ttft_seconds_count" + OF + "}", 2_000.0);
        assertThat(samples.get("tachograph_fleet_ttft_seconds_sum" + OF + "}"))
                .isCloseTo(
                        values.stream().mapToLong(Long::longValue).sum() / 1e9,
                        org.assertj.core.data.Offset.offset(1e-6));
        int buckets = 0;
        for (Map.Entry<String, Double> sample : samples.entrySet()) {
            if (sample.getKey().startsWith("tachograph_fleet_ttft_seconds_bucket")) {
                String le = sample.getKey().replaceFirst(".*le=\"([^\"]*)\".*", "$1");
                double bound = le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
                assertThat(sample.getValue())
                        .as(le)
                        .isEqualTo(values.stream()
                                .filter(nanos -> nanos <= bound * 1e9)
                                .count());
                buckets++;
            }
        }
        assertThat(buckets).isEqualTo(22);
    }

    @Test
    void window_countsOnceAndOnlyWhenItIsComplete() {
        put(window("llama", 0, false, List.of(1_000_000L), 0));
        assertThat(requests()).isZero();
        put(window("llama", 0, true, List.of(1_000_000L, 2_000_000L), 0));
        assertThat(requests()).isEqualTo(2);
        RequestWindow again = window("llama", 0, true, List.of(1_000_000L, 2_000_000L), 0);
        put(RequestWindow.newBuilder(again).setEpoch(1).build());
        assertThat(requests()).isEqualTo(2);
        put(window("llama", 200, true, List.of(1_000_000L), 0));
        put(window("llama", 1, true, List.of(1_000_000L), 0)); // Long forgotten, so it may have been counted.
        assertThat(requests()).isEqualTo(3);
    }

    @Test
    void manyModels_areBoundedAndNoneIsLost() {
        for (int model = 0; model < 300; model++) {
            put(window("model-" + model, 0, true, List.of(1_000_000L), 0));
        }
        Map<String, Double> samples = scrape();
        assertThat(samples.keySet().stream().filter(name -> name.startsWith("tachograph_fleet_ttft_seconds_count")))
                .hasSize(101);
        assertThat(samples)
                .containsEntry("tachograph_fleet_ttft_seconds_count{model=\"_others\",origin=\"load\"}", 200.0)
                .containsEntry("tachograph_fleet_merged_windows_total", 200.0);
    }

    @Test
    void ranksAndBurnRates_areTheNewest() {
        put(LiveKind.RANKING, "1", ranking("short", T, 1));
        put(LiveKind.RANKING, "2", ranking("long ago", T - 7_200_000, 2));
        put(LiveKind.ALERT, "a", alert("a", AlertSeverity.PAGE, AlertState.FIRING, 20.5, T));
        put(LiveKind.ALERT, "b", alert("b", AlertSeverity.TICKET, AlertState.INACTIVE, 20.5, T));
        put(LiveKind.ALERT, "c", alert("c", AlertSeverity.PAGE, AlertState.FIRING, 3, T - 7_200_000));
        // Fires on and was told of almost an hour ago, as jobs do with what does not change.
        put(LiveKind.ALERT, "d", alert("d", AlertSeverity.PAGE, AlertState.FIRING, 20.5, T - 3_540_000));

        Map<String, Double> samples = scrape();

        String cell = "{metric=\"ttft\",model=\"llama\",origin=\"load\",prompt_band=\"short\",statistic=\"p95\","
                + "streamed=\"true\",window=\"1h\"}";
        assertThat(samples)
                .containsEntry("tachograph_fleet_rank" + cell, 1.0)
                .containsEntry("tachograph_fleet_worst_rank" + cell, 2.0)
                .containsEntry("tachograph_fleet_left_out_ranks", 0.0)
                .containsEntry(
                        "tachograph_fleet_burn_rate{model=\"llama\",slo=\"fast\",target=\"de\",window=\"1h\"}", 20.5)
                .containsEntry(
                        "tachograph_fleet_burn_rate{model=\"llama\",slo=\"fast\",target=\"de\",window=\"5m\"}", 41.0)
                .containsEntry("tachograph_fleet_firing_alerts{kind=\"burn_rate\",severity=\"page\"}", 2.0)
                .containsEntry("tachograph_fleet_firing_alerts{kind=\"burn_rate\",severity=\"ticket\"}", 0.0);
        assertThat(samples.keySet()).noneMatch(name -> name.contains("long ago"));
    }

    @Test
    void whoTakesProtobuf_getsIt() {
        put(window("llama", 0, true, List.of(1_000_000L), 0));
        HttpResponse<String> answer = api.send(
                "GET",
                "/metrics/fleet",
                "X-API-Key",
                RunningApi.KEY,
                "Accept",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/vnd.google.protobuf");
        assertThat(answer.body()).contains("tachograph_fleet_ttft_seconds");
    }

    /** Prometheus' own tool, where it is installed (Debian's package {@code prometheus}). */
    @Test
    void promtool_hasNothingToSay() throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
                "skipped: no promtool here");
        put(window("a \"b\" \\ \n c", 0, true, List.of(1_000_000L), 3));
        put(LiveKind.RANKING, "1", ranking("short", T, 1));
        put(LiveKind.ALERT, "a", alert("a", AlertSeverity.PAGE, AlertState.FIRING, 20.5, T));

        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var in = promtool.getOutputStream()) {
            in.write(text().getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }

    private double requests() {
        return scrape().entrySet().stream()
                .filter(sample -> sample.getKey().startsWith("tachograph_fleet_requests_total"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private String text() {
        HttpResponse<String> answer = api.getWithKey("/metrics/fleet");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** Every sample by its name and labels, each once, of a family that was announced. */
    private Map<String, Double> scrape() {
        Map<String, Double> samples = new TreeMap<>();
        Map<String, String> types = new HashMap<>();
        for (String line : text().split("\n", -1)) {
            if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ", -1);
                assertThat(types.put(words[2], words[3])).as(line).isNull();
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                int blank = line.lastIndexOf(' ');
                String name = line.substring(0, blank).replaceFirst("\\{.*", "");
                assertThat(types)
                        .as(line)
                        .containsKey(types.containsKey(name) ? name : name.replaceFirst("_(bucket|count|sum)$", ""));
                assertThat(samples.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1))))
                        .as(line)
                        .isNull();
            }
        }
        return samples;
    }

    private void put(RequestWindow window) {
        put(LiveKind.WINDOW, "w", window);
    }

    private void put(LiveKind kind, String key, SpecificRecord record) {
        api.live.accept(
                kind,
                0,
                offset++,
                key.getBytes(StandardCharsets.UTF_8),
                new RecordEncoder<SpecificRecord>(record.getSchema()).encode(record));
    }

    /** The window of that number, with successes of these TTFTs, failures, and one that was cancelled. */
    private static RequestWindow window(String model, int number, boolean complete, List<Long> nanos, int failed) {
        LatencyHistogram ttft = new LatencyHistogram();
        nanos.forEach(ttft::record);
        long cancelled = failed > 0 ? 1 : 0;
        Map<String, Long> outcomes = new HashMap<>(Map.of("ok", (long) nanos.size()));
        outcomes.put("cancelled", cancelled);
        return RequestWindow.newBuilder()
                .setTarget("de-vllm")
                .setCluster("de")
                .setFramework("vllm")
                .setModel(model)
                .setOrigin(Origin.LOAD)
                .setPromptBand("short")
                .setStreamed(true)
                .setWindowStartMillis(T + 10_000L * number)
                .setResolutionMillis(10_000)
                .setMeasuredFromOffsetMillis(0)
                .setMeasuredToOffsetMillis(10_000)
                .setEpoch(0)
                .setRevision(complete ? 2 : 1)
                .setComplete(complete)
                .setRequests(nanos.size() + failed + cancelled)
                .setOutcomes(outcomes)
                .setDuplicates(0)
                .setInputTokens(10)
                .setCachedInputTokens(0)
                .setOutputTokens(100)
                .setLatencies(new HashMap<>(Map.of("ttft", ttft.toWire())))
                .setSlos(List.of(SloCount.newBuilder()
                        .setName("fast")
                        .setTtftNanos(1L)
                        .setEligible(nanos.size() + failed)
                        .setMet(nanos.size() / 2)
                        .setTtftMet(0)
                        .setTpotMet(0)
                        .setE2eMet(0)
                        .build()))
                .build();
    }

    private static Ranking ranking(String band, long windowEnd, int rank) {
        return Ranking.newBuilder()
                .setMetric("ttft")
                .setStatistic("p95")
                .setUnit("s")
                .setHigherIsBetter(false)
                .setOrigin(Origin.LOAD)
                .setPromptBand(band)
                .setStreamed(true)
                .setWindowEndMillis(windowEnd)
                .setWindowMillis(3_600_000)
                .setEntries(List.of(
                        RankedModel.newBuilder()
                                .setModel("llama")
                                .setRank(rank)
                                .setRankBest(1)
                                .setRankWorst(2)
                                .setSampleSize(10)
                                .setSampleMinimum(5)
                                .build(),
                        RankedModel.newBuilder()
                                .setModel("without a rank")
                                .setSampleSize(1)
                                .setSampleMinimum(5)
                                .build()))
                .build();
    }

    private static Alert alert(String key, AlertSeverity severity, AlertState state, double value, long at) {
        return Alert.newBuilder()
                .setKey(key)
                .setKind(AlertKind.BURN_RATE)
                .setSeverity(severity)
                .setState(state)
                .setTarget("de")
                .setCluster("de")
                .setFramework("vllm")
                .setModel("llama")
                .setSlo("fast")
                .setEvaluatedMillis(at)
                .setValue(value)
                .setShortValue(2 * value)
                .setWindowMillis(3_600_000L)
                .setShortWindowMillis(300_000L)
                .setThreshold(14.4)
                .setUnit("burn rate")
                .setEvents(100)
                .setEnoughEvidence(true)
                .setSummary("It burns.")
                .build();
    }
}
