package io.tachograph.collectors.source.litellm;

import static io.tachograph.collectors.source.http.LooseJson.count;
import static io.tachograph.collectors.source.http.LooseJson.number;
import static io.tachograph.collectors.source.http.LooseJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.Days;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.UsageTeller;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.collectors.source.http.Upstream;
import io.tachograph.schemas.avro.Usage;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was used by day, model and team. A page holds rows of the proxy's table, not days, so that one day may be spread over
 * pages: they are added up, and nothing is told before the last of them is there.
 */
final class DailyActivity {
    private static final int PAGE_ROWS = 1_000;
    private static final int MOST_PAGES = 200;

    private record Key(LocalDate day, String model, String team) {}

    /** What a page says of one key; null is unknown. */
    private record Sums(
            @Nullable Long calls,
            @Nullable Long failures,
            @Nullable Long input,
            @Nullable Long cached,
            @Nullable Long output,
            @Nullable Long total,
            @Nullable Double cost) {
        static Sums of(JsonNode metrics) {
            return new Sums(
                    count(metrics.path("api_requests")),
                    count(metrics.path("failed_requests")),
                    count(metrics.path("prompt_tokens")),
                    count(metrics.path("cache_read_input_tokens")),
                    count(metrics.path("completion_tokens")),
                    count(metrics.path("total_tokens")),
                    number(metrics.path("spend")));
        }

        Sums plus(Sums more) {
            return new Sums(
                    add(calls, more.calls),
                    add(failures, more.failures),
                    add(input, more.input),
                    add(cached, more.cached),
                    add(output, more.output),
                    add(total, more.total),
                    cost == null ? more.cost : more.cost == null ? cost : Double.valueOf(cost + more.cost));
        }

        private static @Nullable Long add(@Nullable Long a, @Nullable Long b) {
            return a == null ? b : b == null ? a : Long.valueOf(a + b);
        }
    }

    private final Upstream proxy;
    private final Map<Key, Sums> sums = new TreeMap<>((a, b) -> {
        int byDay = a.day().compareTo(b.day());
        int byModel = byDay == 0 ? a.model().compareTo(b.model()) : byDay;
        return byModel == 0 ? a.team().compareTo(b.team()) : byModel;
    });

    private DailyActivity(Upstream proxy) {
        this.proxy = proxy;
    }

    static List<Usage> read(Upstream proxy, Reading reading, Days days, UsageTeller teller) throws SourceException {
        DailyActivity activity = new DailyActivity(proxy);
        activity.readPages(reading, days.from(), days.to().minusDays(1));
        return activity.usage(teller);
    }

    /** @param to inclusive */
    private void readPages(Reading reading, LocalDate from, LocalDate to) throws SourceException {
        // Of whole pages, which may be 16 MiB each, the hashes alone.
        Set<Integer> seen = new HashSet<>();
        for (int number = 1; number <= MOST_PAGES; number++) {
            JsonNode page = proxy.json(
                    reading,
                    "/user/daily/activity?start_date=" + from + "&end_date=" + to + "&page_size=" + PAGE_ROWS + "&page="
                            + number);
            JsonNode results = page.path("results");
            if (!results.isArray()) {
                throw new SourceException(
                        FailureKind.MALFORMED, proxy.place() + " answers daily activity without results");
            }
            if (!results.isEmpty() && !seen.add(results.hashCode())) {
                throw new SourceException(
                        FailureKind.MALFORMED,
                        proxy.place() + " sends a page of daily activity again: nothing of it counts");
            }
            for (JsonNode day : results) {
                takeDay(day);
            }
            Long pages = count(page.path("metadata").path("total_pages"));
            boolean more = page.path("metadata").path("has_more").asBoolean(pages != null && number < pages);
            if (!more) {
                return;
            }
        }
        throw new SourceException(
                FailureKind.TOO_LARGE,
                proxy.place() + " has more than " + MOST_PAGES + " pages of daily activity of one day");
    }

    private void takeDay(JsonNode day) throws SourceException {
        LocalDate date;
        try {
            date = LocalDate.parse(text(day.path("date")));
        } catch (DateTimeException e) {
            throw new SourceException(FailureKind.MALFORMED, proxy.place() + " answers daily activity without a date");
        }
        JsonNode breakdown = day.path("breakdown");
        // By the name that users asked for, where this version tells it.
        JsonNode models =
                breakdown.path("model_groups").isEmpty() ? breakdown.path("models") : breakdown.path("model_groups");
        models.properties().forEach(model -> takeModel(date, model.getKey(), model.getValue()));
    }

    private void takeModel(LocalDate date, String model, JsonNode cell) {
        JsonNode keys = cell.path("api_key_breakdown");
        if (keys.isEmpty()) {
            take(date, model, "", cell);
        }
        for (JsonNode key : keys) {
            take(date, model, text(key.path("metadata").path("team_id")), key);
        }
    }

    /** Of before 1.70 the numbers are in the cell itself. */
    private void take(LocalDate date, String model, String team, JsonNode cell) {
        sums.merge(new Key(date, model, team), Sums.of(cell.has("metrics") ? cell.path("metrics") : cell), Sums::plus);
    }

    private List<Usage> usage(UsageTeller teller) {
        List<Usage> all = new ArrayList<>();
        sums.forEach((key, sum) -> all.add(teller.usage("model", key.day())
                .setModel(key.model())
                .setTenant(key.team())
                .setCount(sum.calls())
                .setFailures(sum.failures())
                .setInputTokens(sum.input())
                .setCachedInputTokens(sum.cached())
                .setOutputTokens(sum.output())
                .setTotalTokens(sum.total())
                .setCostUsd(sum.cost())
                .build()));
        return all;
    }
}
