package io.tachograph.collectors.source.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.LooseJson;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.collectors.source.http.Upstream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Metrics of Vertex AI's models in one project. Series that are returned are paid for, so Google adds them up by model first. */
final class CloudMonitoring implements CloudMetrics {
    private static final String MODEL = "model_user_id";

    private final Upstream server;
    private final String project;
    private long questions;
    private long paid;

    CloudMonitoring(Upstream server, String project) {
        this.server = server;
        this.project = project;
    }

    @Override
    public String name() {
        return "google-monitoring " + project;
    }

    @Override
    public Duration ahead() {
        return server.ahead();
    }

    @Override
    public String asked() {
        return questions + " questions asked, " + paid + " series that are paid for";
    }

    @Override
    public MinuteTotals read(Reading reading, Minutes minutes) throws SourceException {
        MinuteTotals totals = new MinuteTotals(minutes);
        for (VertexMetric metric : VertexMetric.values()) {
            read(reading, minutes, metric, totals);
        }
        return totals;
    }

    private void read(Reading reading, Minutes minutes, VertexMetric metric, MinuteTotals totals)
            throws SourceException {
        PageTokens pages = new PageTokens(server.place());
        String token = "";
        while (true) {
            questions++;
            JsonNode answer = server.json(reading, path(minutes, metric, token));
            if (!answer.isObject()) {
                throw new SourceException(FailureKind.MALFORMED, server.place() + " answers no series");
            }
            // Without any there is no list.
            for (JsonNode series : answer.path("timeSeries")) {
                paid++;
                take(series, metric, totals);
            }
            token = answer.path("nextPageToken").asText("");
            if (token.isEmpty()) {
                return;
            }
            pages.next(token);
        }
    }

    private static void take(JsonNode series, VertexMetric metric, MinuteTotals totals) {
        String model = LooseJson.text(series.path("resource").path("labels").path(MODEL));
        String label = metric.label() == null
                ? ""
                : LooseJson.text(series.path("metric").path("labels").path(metric.label()));
        for (JsonNode point : series.path("points")) {
            Instant end = time(point.path("interval").path("endTime"));
            if (end != null) {
                // Intervals are named by their end.
                metric.add(totals, end.minusSeconds(60), model, label, point.path("value"));
            }
        }
    }

    private static @Nullable Instant time(JsonNode node) {
        try {
            return Instant.parse(LooseJson.text(node));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private String path(Minutes minutes, VertexMetric metric, String token) {
        StringBuilder path = new StringBuilder("/v3/projects/" + project + "/timeSeries");
        path.append("?filter=")
                .append(encoded("metric.type=\"" + metric.type()
                        + "\" AND resource.type=\"aiplatform.googleapis.com/PublisherModel\""));
        path.append("&interval.startTime=").append(minutes.from());
        path.append("&interval.endTime=").append(minutes.to());
        path.append("&aggregation.alignmentPeriod=60s");
        path.append("&aggregation.perSeriesAligner=ALIGN_DELTA");
        path.append("&aggregation.crossSeriesReducer=REDUCE_SUM");
        path.append("&aggregation.groupByFields=").append(encoded("resource.label." + MODEL));
        if (metric.label() != null) {
            path.append("&aggregation.groupByFields=").append(encoded("metric.label." + metric.label()));
        }
        path.append("&pageSize=10000");
        if (!token.isEmpty()) {
            path.append("&pageToken=").append(encoded(token));
        }
        return path.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
