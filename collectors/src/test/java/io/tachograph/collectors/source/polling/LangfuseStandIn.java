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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Langfuse tells of an account: as of version 4, or as before. */
final class LangfuseStandIn implements FaultyServer.Site {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DAY = Duration.ofDays(1);
    private static final int PAGE = 100;

    private final Account account;
    private final Supplier<Instant> clock;
    private final boolean modern;

    LangfuseStandIn(Account account, Supplier<Instant> clock, boolean modern) {
        this.account = account;
        this.clock = clock;
        this.modern = modern;
    }

    @Override
    public Answer answer(Question question, @Nullable Fault fault) {
        String path = question.path().replace("/api/public/", "");
        if (path.equals("health")) {
            return Answer.json("{\"status\":\"OK\",\"version\":\"" + (modern ? "4.16.0" : "2.95.1") + "\"}");
        }
        if (modern && path.equals("v2/metrics")) {
            return metrics(question.parameter("query"));
        }
        if (modern && path.equals("v2/observations")) {
            return observations(question, fault);
        }
        return switch (modern ? "" : path) {
            case "metrics/daily" -> numbered(days(calls(question)), 2, question, fault);
            case "traces" ->
                numbered(calls(question).stream().map(LangfuseStandIn::trace).toList(), PAGE, question, fault);
            case "v2/scores" ->
                numbered(calls(question).stream().map(LangfuseStandIn::score).toList(), PAGE, question, fault);
            default -> new Answer(404, "", "{}");
        };
    }

    private List<Call> calls(Question question) {
        return calls(question.parameter("fromTimestamp"), question.parameter("toTimestamp"));
    }

    private List<Call> calls(String from, String to) {
        return account.calls(Instant.parse(from), Instant.parse(to), clock.get());
    }

    private static Answer numbered(List<String> all, int size, Question question, @Nullable Fault fault) {
        int number = Integer.parseInt(question.parameter("page"));
        StandInPages<String> page = StandInPages.of(all, size, number, fault);
        return Answer.json("{\"data\":[" + String.join(",", page.items()) + "],\"meta\":{\"page\":" + number
                + ",\"totalPages\":" + page.of() + "}}");
    }

    private Answer observations(Question question, @Nullable Fault fault) {
        String cursor = question.parameter("cursor");
        if (fault == Fault.CURSOR_EXPIRED && !cursor.isEmpty()) {
            return new Answer(400, "", "{}");
        }
        List<String> all = calls(question.parameter("fromStartTime"), question.parameter("toStartTime")).stream()
                .map(LangfuseStandIn::observation)
                .toList();
        int number = cursor.isEmpty() ? 1 : Integer.parseInt(cursor.replace("after-", "")) + 1;
        StandInPages<String> page = StandInPages.of(all, PAGE, number, fault);
        String meta = page.isLast()
                ? "{}"
                : "{\"cursor\":\"after-" + (fault == Fault.PAGE_AGAIN ? Math.max(1, number - 1) : number) + "\"}";
        return Answer.json("{\"data\":[" + String.join(",", page.items()) + "],\"meta\":" + meta + "}");
    }

    private Answer metrics(String text) {
        JsonNode query;
        try {
            query = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        List<Call> calls = calls(
                query.path("fromTimestamp").asText(), query.path("toTimestamp").asText());
        String of = query.path("view").asText()
                + query.path("filters").path(0).path("column").asText();
        return switch (of) {
            case "observationstype" -> data(calls, Call::model, LangfuseStandIn::modelRow);
            case "observationsisRootObservation" -> data(calls, call -> "answer", LangfuseStandIn::traceRow);
            case "scores-numeric" -> data(calls, Call::model, LangfuseStandIn::scoreRow);
            default -> Answer.json("{\"data\":[]}");
        };
    }

    private static Answer data(
            List<Call> calls, Function<Call, String> what, BiFunction<Sums.Key, List<Call>, String> row) {
        Map<Sums.Key, List<Call>> groups = calls.stream()
                .collect(Collectors.groupingBy(
                        call -> new Sums.Key(Sums.start(call.at(), DAY), what.apply(call)),
                        TreeMap::new,
                        Collectors.toList()));
        return Answer.json("{\"data\":["
                + groups.entrySet().stream()
                        .map(group -> row.apply(group.getKey(), group.getValue()))
                        .collect(Collectors.joining(","))
                + "]}");
    }

    private static String modelRow(Sums.Key key, List<Call> calls) {
        Sums sums =
                Objects.requireNonNull(Sums.of(calls, DAY, call -> key.what()).get(key));
        return """
                {"providedModelName": "%s", "time_dimension": "%s", "count_count": "%s", "sum_inputTokens": "%s",
                 "sum_outputTokens": %s, "sum_totalTokens": "%s", "sum_totalCost": %s}""".formatted(
                        key.what(),
                        key.from(),
                        sums.calls(),
                        sums.input(),
                        sums.output(),
                        sums.input() + sums.output(),
                        LiteLlmStandIn.dollars(sums));
    }

    private static String traceRow(Sums.Key key, List<Call> calls) {
        List<Long> sorted = calls.stream().map(Call::latencyMillis).sorted().toList();
        return "{\"traceName\":\"answer\",\"time_dimension\":\"" + key.from() + "\",\"count_count\":\"" + calls.size()
                + "\",\"p50_latency\":" + sorted.get((sorted.size() + 1) / 2 - 1) + "}";
    }

    private static String scoreRow(Sums.Key key, List<Call> calls) {
        return "{\"name\":\"length\",\"dataType\":\"NUMERIC\",\"observationModelName\":\"" + key.what()
                + "\",\"time_dimension\":\"" + key.from() + "\",\"count_count\":\"" + calls.size() + "\",\"max_value\":"
                + calls.stream().mapToLong(Call::outputTokens).max().orElseThrow() + "}";
    }

    private static List<String> days(List<Call> calls) {
        Map<Instant, Map<Sums.Key, Sums>> days = new TreeMap<>();
        Sums.of(calls, DAY, Call::model)
                .forEach((key, sums) ->
                        days.computeIfAbsent(key.from(), day -> new TreeMap<>()).put(key, sums));
        return days.entrySet().stream()
                .map(day -> "{\"date\":\"" + LocalDate.ofInstant(day.getKey(), ZoneOffset.UTC) + "\",\"usage\":["
                        + day.getValue().entrySet().stream()
                                .map(LangfuseStandIn::dailyRow)
                                .collect(Collectors.joining(","))
                        + "]}")
                .toList();
    }

    private static String dailyRow(Map.Entry<Sums.Key, Sums> row) {
        Sums sums = row.getValue();
        return """
                {"model": "%s", "countObservations": %s, "inputUsage": %s, "outputUsage": %s, "totalUsage": %s,
                 "totalCost": %s}""".formatted(
                        row.getKey().what(),
                        sums.calls(),
                        sums.input(),
                        sums.output(),
                        sums.input() + sums.output(),
                        LiteLlmStandIn.dollars(sums));
    }

    private static String trace(Call call) {
        return "{\"id\":\"" + call.id() + "\",\"timestamp\":\"" + call.at() + "\",\"name\":\"answer\",\"latency\":"
                + call.latencyMillis() / 1e3 + ",\"sessionId\":\"" + call.session() + "\"}";
    }

    private static String observation(Call call) {
        return "{\"id\":\"" + call.id() + "\",\"projectId\":\"p\",\"type\":\"GENERATION\",\"startTime\":\"" + call.at()
                + "\",\"sessionId\":\"" + call.session() + "\"}";
    }

    private static String score(Call call) {
        return "{\"id\":\"" + call.id() + "\",\"timestamp\":\"" + call.at()
                + "\",\"name\":\"length\",\"dataType\":\"NUMERIC\",\"value\":" + call.outputTokens() + "}";
    }
}
