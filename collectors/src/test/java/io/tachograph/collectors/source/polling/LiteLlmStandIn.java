package io.tachograph.collectors.source.polling;

import io.tachograph.collectors.source.polling.FaultyServer.Answer;
import io.tachograph.collectors.source.polling.FaultyServer.Fault;
import io.tachograph.collectors.source.polling.FaultyServer.Question;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What LiteLLM's proxy tells of an account, in pages of a few rows of its table, which it does not keep by day. */
final class LiteLlmStandIn implements FaultyServer.Site {
    private static final int ROWS = 5;

    private final Account account;
    private final Supplier<Instant> clock;

    LiteLlmStandIn(Account account, Supplier<Instant> clock) {
        this.account = account;
        this.clock = clock;
    }

    @Override
    public Answer answer(Question question, @Nullable Fault fault) {
        return switch (question.path()) {
            case "/health/liveliness" -> new Answer(200, "x-litellm-version: 1.95.0", "\"I'm alive!\"");
            case "/health/readiness" -> Answer.json("{\"status\":\"healthy\",\"db\":\"connected\"}");
            case "/model/info" ->
                Answer.json("{\"data\":[{\"model_name\":\"small\",\"litellm_params\":{\"model\":\"openai/s\"},"
                        + "\"model_info\":{\"id\":\"1\"}}]}");
            case "/metrics" -> new Answer(200, "", "");
            case "/user/daily/activity" -> activity(question, fault);
            default -> new Answer(404, "", "{}");
        };
    }

    private Answer activity(Question question, @Nullable Fault fault) {
        Instant from = day(question.parameter("start_date"));
        Instant to = day(question.parameter("end_date")).plus(Duration.ofDays(1));
        List<Map.Entry<Sums.Key, Sums>> rows = new ArrayList<>(Sums.of(
                        account.calls(from, to, clock.get()),
                        Duration.ofDays(1),
                        call -> call.model() + " " + call.team())
                .entrySet());
        int number = Integer.parseInt(question.parameter("page"));
        StandInPages<Map.Entry<Sums.Key, Sums>> page = StandInPages.of(rows, ROWS, number, fault);
        String results =
                String.join(",", page.items().stream().map(LiteLlmStandIn::row).toList());
        return Answer.json("{\"results\":[" + results + "],\"metadata\":{\"page\":" + number + ",\"total_pages\":"
                + page.of() + ",\"has_more\":" + !page.isLast() + "}}");
    }

    private static String row(Map.Entry<Sums.Key, Sums> row) {
        String[] names = row.getKey().what().split(" ", 2);
        Sums sums = row.getValue();
        return """
                {"date": "%s", "breakdown": {"models": {"%s": {"metrics": {}, "api_key_breakdown": {"key": {
                 "metadata": {"team_id": "%s"}, "metrics": {"api_requests": %s, "failed_requests": "%s",
                  "prompt_tokens": "%s", "completion_tokens": %s, "spend": %s}}}}}}}""".formatted(
                        LocalDate.ofInstant(row.getKey().from(), ZoneOffset.UTC),
                        names[0],
                        names[1],
                        sums.calls(),
                        sums.failures(),
                        sums.input(),
                        sums.output(),
                        dollars(sums));
    }

    static String dollars(Sums sums) {
        return String.format(Locale.ROOT, "%.6f", sums.costMicros() / 1e6);
    }

    private static Instant day(String date) {
        return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
