import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.browser.BrowserOptions;
import io.tachograph.browser.Chromium;
import io.tachograph.browser.Tab;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code FirstPaint URL KEY END RUNS}: opens the overview of an API in a real Chromium, for ranges that end at a time, and prints
 * when it painted, when all its data was drawn, and how long each of its questions takes alone. Medians.
 */
public final class FirstPaint {
    private static final Map<String, Duration> RANGES = Map.of(
            "1 hour", Duration.ofHours(1), "1 day", Duration.ofDays(1), "30 days", Duration.ofDays(30), "1 year", Duration.ofDays(364));

    /** Notes when the page has loaded everything. */
    private static final String WATCH = """
            window.watched = { largest: 0 };
            new PerformanceObserver(list => { window.watched.largest = list.getEntries().at(-1).startTime; })
              .observe({ type: "largest-contentful-paint", buffered: true });
            new MutationObserver(() => {
              const main = document.getElementById("main");
              if (main?.querySelector(".page") && !main.dataset.loading) window.watched.drawn ??= performance.now();
            }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-loading"] });
            """;

    private FirstPaint() {}

    public static void main(String[] args) throws Exception {
        Instant end = Instant.parse(args[2]);
        int runs = Integer.parseInt(args[3]);
        Path program = BrowserOptions.programOn(System.getenv("PATH")).orElse(null);
        if (program == null) {
            System.out.println("skipped: no chromium on the PATH");
            return;
        }
        try (Chromium browser = Chromium.start(new BrowserOptions(program, false, Set.of("127.0.0.1")))) {
            try (Tab tab = browser.tab()) {
                tab.open(args[0] + "/");
                tab.value("fetch('/session', { method: 'POST', headers: { 'Content-Type': 'application/json' },"
                        + " body: JSON.stringify({ key: '" + args[1] + "' }) }).then(answer => answer.status)");
            }
            System.out.println("| range | first paint, ms | largest paint | all drawn | slowest question alone | it is |\n"
                    + "|---|---:|---:|---:|---:|---|");
            StringBuilder questions = new StringBuilder();
            for (Map.Entry<String, Duration> range : new TreeMap<>(RANGES).entrySet()) {
                String address = args[0] + "/#/overview?from=" + end.minus(range.getValue()) + "&to=" + end;
                measure(browser, range.getKey(), address, runs, questions);
            }
            System.out.println("\nEach question alone, ms:\n" + questions);
        }
    }

    private static void measure(Chromium browser, String range, String address, int runs, StringBuilder questions) {
        List<Double> first = new ArrayList<>();
        List<Double> largest = new ArrayList<>();
        List<Double> drawn = new ArrayList<>();
        Map<String, List<Double>> alone = new TreeMap<>();
        // The first one makes the server's code warm, and fills the database's cache.
        for (int run = -1; run < runs; run++) {
            try (Tab tab = browser.tab()) {
                tab.look(1440, 1000, false);
                tab.beforeEveryPage(WATCH);
                tab.open(address);
                tab.await("window.watched.drawn");
                JsonNode seen = tab.value("[performance.getEntriesByName('first-contentful-paint')[0].startTime,"
                        + " watched.largest, watched.drawn,"
                        + " performance.getEntriesByType('resource').map(one => one.name).filter(name => name.includes('/api/v1/')"
                        + " && !name.includes('/live'))]");
                if (run < 0) {
                    continue;
                }
                first.add(seen.get(0).asDouble());
                largest.add(seen.get(1).asDouble());
                drawn.add(seen.get(2).asDouble());
                for (JsonNode url : seen.get(3)) {
                    JsonNode took = tab.value("(async () => { const begin = performance.now();"
                            + " const answer = await fetch('" + url.asText().replace("'", "%27") + "', { cache: 'no-store' });"
                            + " await answer.arrayBuffer(); return [performance.now() - begin, answer.status]; })()");
                    if (took.get(1).asInt() != 200) {
                        throw new IllegalStateException(url.asText() + " answers " + took.get(1));
                    }
                    alone.computeIfAbsent(url.asText().replaceFirst(".*/api/v1/", ""), name -> new ArrayList<>())
                            .add(took.get(0).asDouble());
                }
            }
        }
        Map.Entry<String, List<Double>> slowest = Collections.max(
                alone.entrySet(), Map.Entry.comparingByValue((a, b) -> Double.compare(median(a), median(b))));
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.0f | `%s` |%n",
                range,
                median(first),
                median(largest),
                median(drawn),
                median(slowest.getValue()),
                slowest.getKey().replaceAll("[?].*", ""));
        alone.forEach((question, took) ->
                questions.append(String.format(Locale.ROOT, "%8.1f  %s: %s%n", median(took), range, question)));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
