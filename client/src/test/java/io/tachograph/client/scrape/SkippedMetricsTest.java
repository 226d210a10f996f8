package io.tachograph.client.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading a few metrics of a text gives of these what reading all of them does, whatever stands between them. */
class SkippedMetricsTest {
    private static final int ANY_NUMBER = Integer.MAX_VALUE;
    private static final Pattern SAMPLE = Pattern.compile("([^{ ]+)(?:\\{(.*)})? ([^ ]+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                Texts.VLLM_V1,
                Texts.VLLM_0_32,
                Texts.VLLM_V0,
                Texts.VLLM_CUT,
                Texts.SGLANG,
                Texts.LITELLM,
                Texts.TRITON,
                Texts.DCGM
            })
    void capturedText_hasTheSamplesOfAReadingByRegularExpressions(String name) throws IOException {
        byte[] bytes = Texts.bytes(name);
        Map<String, Map<Map<String, String>, Double>> expected = new HashMap<>();
        new String(bytes, StandardCharsets.UTF_8).lines().forEach(line -> {
            Matcher sample = SAMPLE.matcher(line.strip());
            if (!line.startsWith("#") && sample.matches()) {
                expected.computeIfAbsent(sample.group(1), n -> new HashMap<>())
                        .put(
                                LABEL.matcher(sample.group(2) == null ? "" : sample.group(2))
                                        .results()
                                        .collect(Collectors.toMap(l -> l.group(1), l -> l.group(2))),
                                number(sample.group(3)));
            }
        });

        Exposition all = MetricsText.parse(bytes);

        assertThat(asMaps(all)).isEqualTo(expected);
        Random random = new Random(11);
        for (int i = 0; i < 20; i++) {
            Set<String> names =
                    all.names().stream().filter(n -> random.nextInt(3) == 0).collect(Collectors.toSet());
            Exposition some = MetricsText.parse(bytes, WantedMetrics.of(names), ANY_NUMBER);
            assertThat(some.names()).isEqualTo(names);
            names.forEach(n -> assertThat(some.samples(n)).isEqualTo(all.samples(n)));
            assertThat(some.skipped() + some.sampleCount()).isEqualTo(all.sampleCount());
        }
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }

    private static Map<String, Map<Map<String, String>, Double>> asMaps(Exposition text) {
        return text.names().stream()
                .collect(Collectors.toMap(
                        n -> n,
                        n -> text.samples(n).stream()
                                .collect(Collectors.toMap(s -> pairs(s.labels()), MetricSample::value))));
    }

    private static Map<String, String> pairs(Labels labels) {
        Map<String, String> pairs = new HashMap<>();
        for (Matcher label = LABEL.matcher(labels.toString()); label.find(); ) {
            pairs.put(label.group(1), label.group(2));
        }
        return pairs;
    }

    /** Families interleaved, labels in any order, all forms of numbers, comments that look like samples. */
    @Test
    void randomText_isReadAsItWasMeant() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            Map<String, Map<Map<String, String>, Double>> meant = new TreeMap<>();
            List<String> lines = new ArrayList<>();
            for (int i = random.nextInt(60); i >= 0; i--) {
                String name = "m" + random.nextInt(6) + (random.nextBoolean() ? "_bucket" : ":x_total");
                Map<String, String> labels = new HashMap<>();
                for (int l = random.nextInt(4); l > 0; l--) {
                    labels.put("l" + random.nextInt(5), value(random));
                }
                double value = random.nextInt(5) == 0 ? random.nextInt(100) : random.nextGaussian() * 1e6;
                if (meant.computeIfAbsent(name, n -> new HashMap<>()).putIfAbsent(labels, value) == null) {
                    lines.add(line(name, labels, value, random));
                }
                if (random.nextInt(5) == 0) {
                    lines.add("# HELP " + name + " looks like m0_bucket{l=\"1\"} 7 \\ \"");
                }
            }
            byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);

            Exposition all = MetricsText.parse(text);
            assertThat(all.badLines()).isEmpty();
            meant.forEach((name, series) -> {
                assertThat(all.samples(name)).hasSize(series.size());
                series.forEach((labels, value) -> assertThat(all.samples(name)).anySatisfy(sample -> {
                    assertThat(sample.value()).isEqualTo(value);
                    assertThat(sample.labels().size()).isEqualTo(labels.size());
                    labels.forEach((l, v) -> assertThat(sample.labels().get(l)).isEqualTo(v));
                }));
            });
            Exposition one = MetricsText.parse(text, WantedMetrics.of(Set.of("m0_bucket")), ANY_NUMBER);
            assertThat(one.samples("m0_bucket")).isEqualTo(all.samples("m0_bucket"));
        }
    }

    private static String value(Random random) {
        return random.ints(random.nextInt(8), 0, 9)
                .mapToObj(c -> "a/\\\"\n} ,é".substring(c, c + 1))
                .collect(Collectors.joining());
    }

    private static String line(String name, Map<String, String> labels, double value, Random random) {
        String inner = labels.entrySet().stream()
                .map(l -> l.getKey() + "=\""
                        + l.getValue()
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n") + "\"")
                .collect(Collectors.joining(random.nextBoolean() ? "," : " , "));
        String number = random.nextBoolean() ? Double.toString(value) : String.format(Locale.ROOT, "%.17e", value);
        return name + (inner.isEmpty() && random.nextBoolean() ? "" : "{" + inner + "}") + " " + number
                + (random.nextInt(4) == 0 ? " 1700000000000" : "");
    }

    /** Nothing that a text may turn into on its way stops the reader, and skipping never changes what is kept. */
    @Test
    void mutatedText_isReadWithoutFailure() throws IOException {
        byte[] original = Texts.bytes(Texts.VLLM_V1);
        Random random = new Random(17);
        for (int round = 0; round < 400; round++) {
            byte[] text = Arrays.copyOfRange(
                    original, random.nextInt(2000), original.length - random.nextInt(original.length / 2));
            for (int i = random.nextInt(200); i > 0; i--) {
                text[random.nextInt(text.length)] = random.nextBoolean()
                        ? (byte) random.nextInt(256)
                        : (byte) "\n\"\\{}, #".charAt(random.nextInt(8));
            }
            Exposition all = MetricsText.parse(text);
            Exposition some = MetricsText.parse(text, ServerMetrics.wanted(), ANY_NUMBER);
            some.names().forEach(name -> assertThat(some.samples(name)).isEqualTo(all.samples(name)));
            assertThatCode(() -> {
                        try {
                            ServerMetrics.of(some, null);
                        } catch (NoServerMetricsException e) {
                            assertThat(e.reason()).isNotEmpty();
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void skippedLines_makeNoObjects() {
        byte[] text = ("# HELP skipped_bucket Anything.\n# TYPE skipped_bucket histogram\n"
                        + "skipped_bucket{le=\"1.0777853952e+010\",path=\"/a\\\\b\"} 1.0777853952e+010\n"
                                .repeat(100_000))
                .getBytes(StandardCharsets.UTF_8);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        WantedMetrics names = WantedMetrics.of(Set.of("kept"));
        MetricsText.parse(text, names, ANY_NUMBER);

        long before = threads.getCurrentThreadAllocatedBytes();
        Exposition read = MetricsText.parse(text, names, ANY_NUMBER);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(read.skipped()).isEqualTo(100_000);
        assertThat(allocated).as("bytes for 100,000 lines").isLessThan(100_000);
    }

    @Test
    void millionsOfSeries_areCountedAndNotKept() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 300_000; i++) {
            lines.append("kept{id=\"").append(i).append("\"} 1\n");
        }
        byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);

        Exposition read = MetricsText.parse(text, WantedMetrics.of(Set.of("kept")), 1000);

        assertThat(read.sampleCount()).isEqualTo(1000);
        assertThat(read.beyondLimit()).isEqualTo(299_000);
    }

    @Test
    void labelValueOfAMegabyte_isSkippedOrReadWhole() {
        byte[] text = ("skipped{a=\"" + "x".repeat(1 << 20) + "\"} 1\nkept{a=\"" + "y".repeat(1 << 20)
                        + "\"} 2\nkept 3\n")
                .getBytes(StandardCharsets.UTF_8);

        Exposition read = MetricsText.parse(text, WantedMetrics.of(Set.of("kept")), ANY_NUMBER);

        assertThat(read.samples("kept")).hasSize(2);
        assertThat(read.samples("kept").get(0).labels().get("a")).hasSize(1 << 20);
        assertThat(read.skipped()).isEqualTo(1);
    }

    @Test
    void prose_isBadWhateverIsWanted() {
        byte[] text = "<html>\n{\"detail\":1}\nName-that none has\nalone\n".getBytes(StandardCharsets.UTF_8);

        assertThat(MetricsText.parse(text, WantedMetrics.of(Set.of("kept")), ANY_NUMBER)
                        .badLineCount())
                .isEqualTo(4);
    }
}
