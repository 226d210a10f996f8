package io.tachograph.client.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of names in {@code docs/collectors.md} is the one that is used. */
class EngineTableTest {
    @Test
    void documentedNames_areThoseThatAreRead() throws IOException {
        List<String> table = new ArrayList<>();
        table.add("| canonical | " + engines(engine -> engine.text()) + " |");
        table.add("|---" + "|---".repeat(KnownEngine.values().length) + "|");
        for (ServerGauge gauge : ServerGauge.values()) {
            table.add(row(gauge.key(), engine -> EngineNames.of(engine).gauges(), gauge));
        }
        for (ServerCounter counter : ServerCounter.values()) {
            table.add(row(counter.key(), engine -> EngineNames.of(engine).counters(), counter));
        }
        for (ServerLatency latency : ServerLatency.values()) {
            table.add(row(latency.key(), engine -> EngineNames.of(engine).latencies(), latency));
        }

        String docs = Files.readString(Path.of("..", "docs", "collectors.md"));
        String prefixes = Stream.of(KnownEngine.values())
                .map(engine -> engine.text() + " "
                        + EngineNames.of(engine).prefixes().stream()
                                .map(prefix -> "`" + prefix + "`")
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));

        assertThat(docs).contains(String.join("\n", table)).contains(prefixes);
    }

    private interface ByEngine<T> {
        T of(KnownEngine engine);
    }

    private static String engines(ByEngine<String> cell) {
        return Stream.of(KnownEngine.values()).map(cell::of).collect(Collectors.joining(" | "));
    }

    private static <Q> String row(String key, ByEngine<Map<Q, List<MetricAlias>>> names, Q quantity) {
        return "| `" + key + "` | "
                + engines(engine -> names.of(engine).getOrDefault(quantity, List.of()).stream()
                        .map(EngineTableTest::text)
                        .collect(Collectors.joining(", ")))
                + " |";
    }

    private static String text(MetricAlias alias) {
        String choice = alias.label() == null
                ? ""
                : "{" + alias.label() + (alias.except() ? "!=" : "=")
                        + alias.values().stream().sorted().collect(Collectors.joining(", ")) + "}";
        return "`" + alias.name() + choice + "`";
    }
}
