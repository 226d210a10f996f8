package io.tachograph.collectors.source.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.LooseJson;
import io.tachograph.collectors.source.http.Page;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.collectors.source.http.Upstream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of an Azure OpenAI resource, by deployment. Latencies are Azure's own means: it has none of some kinds of
 * deployments, and its quantiles are of no use to anybody who wants to add them up.
 */
final class AzureMonitor implements CloudMetrics {
    private static final String API = "2023-10-01";
    /** Answers have no pages: what is beyond their limit is cut without a word. */
    private static final int MOST_SERIES = 1_000;

    private static final Duration SLICE = Duration.ofHours(1);
    private static final String DEPLOYMENT = "ModelDeploymentName";
    private static final String STATUS = "StatusCode";

    private static final Map<String, Quantity> TOKENS = Map.of(
            "ProcessedPromptTokens", Quantity.INPUT_TOKENS,
            "GeneratedTokens", Quantity.OUTPUT_TOKENS,
            "TokenTransaction", Quantity.TOTAL_TOKENS);

    /** In milliseconds. */
    private static final Map<String, Quantity> LATENCIES =
            Map.of("AzureOpenAITTLTInMS", Quantity.LATENCY, "AzureOpenAITimeToResponse", Quantity.TTFT);

    private final Upstream management;
    private final String resource;
    private long questions;

    AzureMonitor(Upstream management, String resource) {
        this.management = management;
        this.resource = resource;
    }

    /** Group and name of the resource; the subscription is nobody's business. */
    @Override
    public String name() {
        String[] parts = resource.split("/", -1);
        return "azure-monitor " + parts[4] + "/" + parts[8];
    }

    @Override
    public Duration ahead() {
        return management.ahead();
    }

    @Override
    public String asked() {
        return questions + " questions asked";
    }

    @Override
    public MinuteTotals read(Reading reading, Minutes minutes) throws SourceException {
        MinuteTotals totals = new MinuteTotals(minutes);
        for (Minutes slice : minutes.slices(SLICE)) {
            calls(ask(reading, slice, List.of("AzureOpenAIRequests"), "total", List.of(DEPLOYMENT, STATUS)), totals);
            tokens(ask(reading, slice, List.copyOf(TOKENS.keySet()), "total", List.of(DEPLOYMENT)), totals);
            Page latencies = page(reading, slice, List.copyOf(LATENCIES.keySet()), "average", List.of(DEPLOYMENT));
            if (latencies.status() != 400) { // A resource that does not have them.
                latencies(metrics(latencies), totals);
            }
        }
        return totals;
    }

    private void calls(JsonNode metrics, MinuteTotals totals) throws SourceException {
        each(metrics, "total", (metric, series, at, value) -> {
            String model = dimension(series, DEPLOYMENT);
            Long status = status(series);
            totals.count(at, model, Quantity.CALLS, value);
            if (status != null) {
                totals.count(at, model, Quantity.FAILURES, status >= 400 ? value : Double.valueOf(0));
                totals.count(at, model, Quantity.THROTTLED, status == 429 ? value : Double.valueOf(0));
            }
        });
    }

    private void tokens(JsonNode metrics, MinuteTotals totals) throws SourceException {
        each(metrics, "total", (metric, series, at, value) -> {
            Quantity quantity = TOKENS.get(metric);
            if (quantity != null) {
                totals.count(at, dimension(series, DEPLOYMENT), quantity, value);
            }
        });
    }

    private void latencies(JsonNode metrics, MinuteTotals totals) throws SourceException {
        each(metrics, "average", (metric, series, at, value) -> {
            Quantity quantity = LATENCIES.get(metric);
            // A mean of zero is one of nothing.
            if (quantity != null && value > 0) {
                totals.mean(at, dimension(series, DEPLOYMENT), quantity, value / 1_000, 1);
            }
        });
    }

    @FunctionalInterface
    private interface Point {
        void take(String metric, JsonNode series, Instant at, double value);
    }

    private void each(JsonNode metrics, String aggregation, Point point) throws SourceException {
        for (JsonNode metric : metrics) {
            String name = LooseJson.text(metric.path("name").path("value"));
            String error = LooseJson.text(metric.path("errorCode"));
            if (!error.isEmpty() && !error.equals("Success")) {
                throw new SourceException(
                        FailureKind.UNAVAILABLE, management.place() + " does not tell " + name + " of " + name());
            }
            if (metric.path("timeseries").size() >= MOST_SERIES) {
                throw new SourceException(
                        FailureKind.TOO_LARGE,
                        management.place() + " has more than " + MOST_SERIES + " series of " + name + " of " + name());
            }
            for (JsonNode series : metric.path("timeseries")) {
                for (JsonNode minute : series.path("data")) {
                    Instant at = time(minute.path("timeStamp"));
                    Double value = LooseJson.number(minute.path(aggregation));
                    if (at != null && value != null) {
                        point.take(name, series, at, value);
                    }
                }
            }
        }
    }

    /** In Azure's answers names of dimensions are in lower case; empty where a series has no such one. */
    private static String dimension(JsonNode series, String name) {
        for (JsonNode value : series.path("metadatavalues")) {
            if (LooseJson.text(value.path("name").path("value")).equalsIgnoreCase(name)) {
                return LooseJson.text(value.path("value"));
            }
        }
        return "";
    }

    private static @Nullable Long status(JsonNode series) {
        String status = dimension(series, STATUS);
        return status.matches("\\d{3}") ? Long.valueOf(status) : null;
    }

    private static @Nullable Instant time(JsonNode node) {
        try {
            return OffsetDateTime.parse(LooseJson.text(node)).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private JsonNode ask(
            Reading reading, Minutes minutes, List<String> names, String aggregation, List<String> dimensions)
            throws SourceException {
        return metrics(page(reading, minutes, names, aggregation, dimensions));
    }

    private JsonNode metrics(Page page) throws SourceException {
        JsonNode value = management.json(page).path("value");
        if (!value.isArray()) {
            throw new SourceException(FailureKind.MALFORMED, management.place() + " answers without metrics");
        }
        return value;
    }

    private Page page(Reading reading, Minutes minutes, List<String> names, String aggregation, List<String> dimensions)
            throws SourceException {
        questions++;
        String filter = String.join(
                " and ", dimensions.stream().map(name -> name + " eq '*'").toList());
        return management.get(
                reading,
                resource + "/providers/Microsoft.Insights/metrics?api-version=" + API
                        + "&timespan=" + minutes.from() + "/" + minutes.to()
                        + "&interval=PT1M"
                        + "&metricnames="
                        + String.join(",", names.stream().sorted().toList())
                        + "&aggregation=" + aggregation
                        + "&top=" + MOST_SERIES
                        + "&$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8),
                "application/json");
    }
}
