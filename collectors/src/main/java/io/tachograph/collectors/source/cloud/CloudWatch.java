package io.tachograph.collectors.source.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.LooseJson;
import io.tachograph.collectors.source.http.Page;
import io.tachograph.collectors.source.http.PageRequest;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.collectors.source.http.Upstream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metrics of Bedrock's models, in one question for all of them: each metric of each model is paid for whenever it is asked for. */
final class CloudWatch implements CloudMetrics {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final BedrockMetric[] METRICS = BedrockMetric.values();
    private static final int SECONDS = 60;

    private static final Map<String, String> HEADERS = Map.of(
            "Accept", "application/json",
            "Content-Type", "application/x-amz-json-1.0",
            "X-Amz-Target", "GraniteServiceVersion20100801.GetMetricData");

    private final Upstream server;
    private final String region;
    private final List<String> models;
    private long questions;
    private long paid;

    CloudWatch(Upstream server, String region, List<String> models) {
        this.server = server;
        this.region = region;
        this.models = models;
    }

    @Override
    public String name() {
        return "cloudwatch " + region;
    }

    @Override
    public Duration ahead() {
        return server.ahead();
    }

    @Override
    public String asked() {
        return questions + " questions asked, for " + paid + " metrics that are paid for";
    }

    @Override
    public MinuteTotals read(Reading reading, Minutes minutes) throws SourceException {
        MinuteTotals totals = new MinuteTotals(minutes);
        PageTokens pages = new PageTokens(server.place());
        String token = "";
        while (true) {
            JsonNode answer = ask(reading, minutes, token);
            token = answer.path("NextToken").asText("");
            for (JsonNode result : answer.path("MetricDataResults")) {
                take(result, token.isEmpty(), totals);
            }
            if (token.isEmpty()) {
                return totals;
            }
            pages.next(token);
        }
    }

    private void take(JsonNode result, boolean last, MinuteTotals totals) throws SourceException {
        String status = LooseJson.text(result.path("StatusCode"));
        if (status.equals("Forbidden") || status.equals("InternalError") || (last && status.equals("PartialData"))) {
            throw new SourceException(
                    status.equals("Forbidden") ? FailureKind.REFUSED : FailureKind.UNAVAILABLE,
                    server.place() + " does not tell all of a metric (" + status + ")");
        }
        Integer number = number(result.path("Id"));
        JsonNode times = result.path("Timestamps");
        JsonNode values = result.path("Values");
        if (number == null || times.size() != values.size()) {
            throw new SourceException(FailureKind.MALFORMED, server.place() + " answers metrics that nobody asked for");
        }
        String model = models.get(number / METRICS.length);
        BedrockMetric metric = METRICS[number % METRICS.length];
        for (int i = 0; i < times.size(); i++) {
            Double seconds = LooseJson.number(times.get(i));
            Double value = LooseJson.number(values.get(i));
            if (seconds != null && seconds < 1e11 && value != null) {
                metric.add(totals, Instant.ofEpochSecond(seconds.longValue()), model, value);
            }
        }
    }

    private @Nullable Integer number(JsonNode id) {
        String text = LooseJson.text(id);
        if (!text.matches("m\\d{1,4}")) {
            return null;
        }
        int number = Integer.parseInt(text.substring(1));
        return number < models.size() * METRICS.length ? Integer.valueOf(number) : null;
    }

    private JsonNode ask(Reading reading, Minutes minutes, String token) throws SourceException {
        questions++;
        paid += token.isEmpty() ? (long) models.size() * METRICS.length : 0;
        Page page = server.ask(
                reading,
                new PageRequest(
                        server.url("/"), HEADERS, question(minutes, token).toString()));
        if (page.status() != 200) {
            throw failed(page);
        }
        JsonNode answer = server.json(page);
        if (!answer.path("MetricDataResults").isArray()) {
            throw new SourceException(FailureKind.MALFORMED, server.place() + " answers without metrics");
        }
        return answer;
    }

    /** Its errors all have status 400, and a type in the body. */
    private SourceException failed(Page page) {
        String type = "";
        try {
            type = LooseJson.text(JSON.readTree(page.body()).path("__type")).replaceFirst("^.*#", "");
        } catch (IOException e) {
            // Said by its status alone.
        }
        String place = server.place();
        return switch (type) {
            case "ThrottlingException", "Throttling", "LimitExceededException" ->
                new SourceException(FailureKind.LIMITED, place + " wants to be asked less often: make every longer");
            case "ExpiredTokenException", "ExpiredToken" ->
                new SourceException(FailureKind.REFUSED, place + " refuses the credentials: their session has expired");
            case "UnrecognizedClientException", "InvalidClientTokenId", "InvalidSignatureException" ->
                new SourceException(
                        FailureKind.REFUSED,
                        place + " refuses the credentials: id or secret of the access key is wrong");
            case "AccessDeniedException", "AccessDenied" ->
                new SourceException(
                        FailureKind.REFUSED,
                        place + " refuses: the identity needs the permission cloudwatch:GetMetricData");
            default -> server.failed(page);
        };
    }

    private ObjectNode question(Minutes minutes, String token) {
        ObjectNode question = JSON.createObjectNode()
                .put("StartTime", minutes.from().getEpochSecond())
                .put("EndTime", minutes.to().getEpochSecond())
                .put("ScanBy", "TimestampAscending");
        if (!token.isEmpty()) {
            question.put("NextToken", token);
        }
        ArrayNode queries = question.putArray("MetricDataQueries");
        for (int i = 0; i < models.size() * METRICS.length; i++) {
            BedrockMetric metric = METRICS[i % METRICS.length];
            ObjectNode stat = queries.addObject().put("Id", "m" + i).putObject("MetricStat");
            stat.put("Period", SECONDS).put("Stat", metric.isMean() ? "Average" : "Sum");
            stat.putObject("Metric")
                    .put("Namespace", "AWS/Bedrock")
                    .put("MetricName", metric.metric())
                    .putArray("Dimensions")
                    .addObject()
                    .put("Name", "ModelId")
                    .put("Value", models.get(i / METRICS.length));
        }
        return question;
    }
}
