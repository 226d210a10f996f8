package io.tachograph.client.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTextTest {
    /** Counts and sums were made with grep and awk, not with this parser. */
    @ParameterizedTest
    @CsvSource({
        "vllm-v1-2026-09-specdecode.txt, 519, 1.399093e+11",
        "vllm-v0-0.4.3-opt125m.txt, 120, 1.345961e+10",
        "vllm-v0-0.6.x-aibrix-qwen-coder.txt, 29, 1.738234e+09",
        "sglang-docs-0.4.txt, 91, 1.008627e+08",
        "triton-mnist-partial.txt, 4, 9.856050e+05",
        "litellm-metrics-v1.95-trimmed.txt, 42, 5.358345e+09",
        "dcgm-netdata-testdata-mig-blank.prom, 12, 9.223372e+18",
    })
    void capturedText_isReadToTheLastSample(String name, int samples, double sum) throws IOException {
        Exposition text = Texts.sample(name);

        assertThat(text.badLines()).isEmpty();
        assertThat(text.sampleCount()).isEqualTo(samples);
        assertThat(text.duplicates()).isZero();
        double total = text.names().stream()
                .flatMap(each -> text.samples(each).stream())
                .mapToDouble(MetricSample::value)
                .sum();
        assertThat(total).isCloseTo(sum, withinPercentage(0.0001));
    }

    @Test
    void stream_isReadLikeBytesHoweverItIsCut() throws IOException {
        byte[] bytes = Texts.bytes(Texts.VLLM_V1);
        Exposition whole = MetricsText.parse(bytes);
        Random random = new Random(3);
        Exposition streamed = MetricsText.parse(new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(50)));
            }
        });

        assertThat(streamed.names()).isEqualTo(whole.names());
        for (String name : whole.names()) {
            assertThat(streamed.samples(name)).isEqualTo(whole.samples(name));
        }
    }

    @Test
    void lineLongerThanTheBuffer_isRead() throws IOException {
        String value = "x".repeat(200_000);
        InputStream text =
                new ByteArrayInputStream(("a{l=\"" + value + "\"} 1\nb 2\n").getBytes(StandardCharsets.UTF_8));
        Exposition read = MetricsText.parse(text);

        assertThat(read.samples("a").get(0).labels().get("l")).hasSize(200_000);
        assertThat(read.samples("b")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "0, 0",
        "-1, -1",
        "+3, 3",
        "1e+06, 1000000",
        "1.0777853952e+010, 10777853952",
        "2.3518979474117756e+06, 2351897.9474117756",
        "417.90156173706055, 417.90156173706055",
        "0.1, 0.1",
        "123456789012345, 123456789012345",
        "9007199254740993, 9007199254740992",
        "9223372036854775794, 9223372036854775807",
        "5., 5",
        ".5, 0.5",
        "0.000000000000001, 1e-15",
        "1E-3, 0.001",
        "NaN, NaN",
        "nan, NaN",
        "+Inf, Infinity",
        "inf, Infinity",
        "-Inf, -Infinity",
    })
    void value_isTheNearestDouble(String written, Double value) {
        Exposition text = Texts.of("m " + written + "\n");

        assertThat(text.badLines()).isEmpty();
        assertThat(text.samples("m").get(0).value()).isEqualTo(value);
    }

    @Test
    void randomDecimals_areReadAsJavaReadsThem() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String written = random.nextInt(4) == 0
                    ? Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20))
                    : (random.nextLong() >>> (1 + random.nextInt(60))) + "."
                            + (random.nextLong() >>> (1 + random.nextInt(60)));
            assertThat(Texts.of("m " + written + "\n").samples("m").get(0).value())
                    .as(written)
                    .isEqualTo(Double.parseDouble(written));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m",
                "m ",
                "m{a=\"b\"}",
                "m{a=\"b\" 1",
                "m{a=\"b} 1",
                "m{a=b} 1",
                "m{=\"b\"} 1",
                "m{a=\"b\",a=\"c\"} 1",
                "m{a=\"b\"c=\"d\"} 1",
                "1m 2",
                "m-n 2",
                "m one",
                "m 1d",
                "m 0x10",
                "m 1.2.3",
                "m 1e",
                "m --1",
                "m 1 yesterday",
                "m 1 2 3",
                "<html><body>404</body></html>",
                "{\"detail\":\"Not Found\"}",
                "# TYPE m",
            })
    void badLine_isCountedWithItsNumberAndTheOthersAreRead(String line) {
        Exposition text = Texts.of("a 1\n" + line + "\nb{x=\"y\"} 2\n");

        assertThat(text.badLineCount()).isEqualTo(1);
        assertThat(text.badLines().get(0).number()).isEqualTo(2);
        assertThat(text.sampleCount()).isEqualTo(2);
    }

    @Test
    void labelValues_areUnescapedAndKeepWhatIsNoEscape() {
        Exposition text = Texts.of("m{path=\"C:\\\\models\\n\\\"q\\\" \\d\",b=\"x,y} 3 # é\"} 1\n");
        Labels labels = text.samples("m").get(0).labels();

        assertThat(labels.get("path")).isEqualTo("C:\\models\n\"q\" \\d");
        assertThat(labels.get("b")).isEqualTo("x,y} 3 # é");
    }

    @Test
    void spacesCommasStampsExemplarsAndEnds_areNoTrouble() {
        Exposition text = Texts.ofLines(
                "\r",
                "  a { x = \"1\" , y=\"2\" , } 5 1700000000000\r",
                "h_bucket{le=\"0.1\"} 8 # {trace_id=\"KOO\"} 0.067 1520879607.789",
                "b{} 1 1520879607.789",
                "#comment",
                "# HELP a anything at all   ",
                "# TYPE a gauge",
                "# EOF");

        assertThat(text.badLines()).isEmpty();
        assertThat(text.samples("a"))
                .isEqualTo(Texts.of("a{y=\"2\",x=\"1\"} 5\n").samples("a"));
        assertThat(text.samples("h_bucket").get(0).value()).isEqualTo(8);
        assertThat(text.samples("b").get(0).labels().size()).isZero();
        assertThat(text.type("a")).isEqualTo("gauge");
        assertThat(text.ended()).isTrue();
    }

    /** A cut number is a wrong number. */
    @Test
    void textCutAnywhere_hasNoSampleThatTheWholeHasNot() throws IOException {
        byte[] bytes = Texts.bytes(Texts.VLLM_V0);
        Exposition whole = MetricsText.parse(bytes);
        for (int length = 0; length < bytes.length; length += 37) {
            byte[] cut = Arrays.copyOf(bytes, length);
            Exposition part = MetricsText.parse(cut);
            for (String name : part.names()) {
                assertThat(whole.samples(name)).containsAll(part.samples(name));
            }
            assertThat(part.badLineCount()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void sampleThatComesTwice_countsOnce() {
        Exposition text = Texts.of("a{x=\"1\",y=\"2\"} 5\na{y=\"2\",x=\"1\"} 6\n");

        assertThat(text.samples("a")).hasSize(1);
        assertThat(text.samples("a").get(0).value()).isEqualTo(5);
        assertThat(text.duplicates()).isEqualTo(1);
    }
}
