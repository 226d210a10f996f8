package io.tachograph.collectors.source.polling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.collectors.source.polling.Account.Call;
import io.tachograph.collectors.source.polling.FaultyServer.Answer;
import io.tachograph.collectors.source.polling.FaultyServer.Fault;
import io.tachograph.collectors.source.polling.FaultyServer.Question;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What CloudWatch tells of an account, by minute and model; three metrics a page. */
final class CloudWatchStandIn implements FaultyServer.Site {
    static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Account account;
    private final Supplier<Instant> clock;

    CloudWatchStandIn(Account account, Supplier<Instant> clock) {
        this.account = account;
        this.clock = clock;
    }

    @Override
    public Answer answer(Question question, @Nullable Fault fault) {
        JsonNode asked;
        try {
            asked = JSON.readTree(question.body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        String token = asked.path("NextToken").asText();
        if (fault == Fault.CURSOR_EXPIRED && !token.isEmpty()) {
            return new Answer(400, "", "{\"__type\":\"com.amazonaws#InvalidNextToken\"}");
        }
        Map<Sums.Key, Sums> sums = Sums.of(
                account.calls(
                        Instant.ofEpochSecond(asked.path("StartTime").asLong()),
                        Instant.ofEpochSecond(asked.path("EndTime").asLong()),
                        clock.get()),
                MINUTE,
                Call::model);
        List<JsonNode> metrics = new ArrayList<>();
        asked.path("MetricDataQueries").forEach(metrics::add);
        int number = token.isEmpty() ? 1 : Integer.parseInt(token) + 1;
        StandInPages<JsonNode> page = StandInPages.of(metrics, 3, number, fault);
        int next = fault == Fault.PAGE_AGAIN && number > 1 ? number - 1 : number;
        return Answer.json("{\"MetricDataResults\":["
                + page.items().stream().map(metric -> result(metric, sums)).collect(Collectors.joining(",")) + "]"
                + (page.isLast() && next == number ? "" : ",\"NextToken\":\"" + next + "\"") + "}");
    }

    private static String result(JsonNode metric, Map<Sums.Key, Sums> sums) {
        JsonNode stat = metric.path("MetricStat").path("Metric");
        String model = stat.path("Dimensions").path(0).path("Value").asText();
        String name = stat.path("MetricName").asText();
        Map<Long, Double> points = new TreeMap<>();
        sums.forEach((key, sum) -> {
            Double value = key.what().equals(model) ? value(name, sum) : null;
            if (value != null) {
                points.put(key.from().getEpochSecond(), value);
            }
        });
        return "{\"Id\":\"" + metric.path("Id").asText() + "\",\"StatusCode\":\"Complete\",\"Timestamps\":"
                + points.keySet() + ",\"Values\":" + points.values() + "}";
    }

    private static @Nullable Double value(String name, Sums sum) {
        return switch (name) {
            case "Invocations" -> (double) (sum.calls() - sum.failures());
            case "InvocationServerErrors" -> (double) sum.failures();
            case "InputTokenCount" -> (double) sum.input();
            case "OutputTokenCount" -> (double) sum.output();
            case "InvocationLatency" -> (double) sum.latencyMillis() / sum.calls();
            default -> null;
        };
    }
}
