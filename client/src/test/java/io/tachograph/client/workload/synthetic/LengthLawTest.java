package io.tachograph.client.workload.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LengthLawTest {
    private static final int DRAWS = 100_000;

    @TempDir
    Path folder;

    @Test
    void fixedLength_isAlwaysTheSame() throws IOException {
        assertThat(draws(LengthLaw.parse("512"))).containsOnly(512);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3-6", " 3 - 6 ", "uniform:3,6", "Uniform: 3, 6"})
    void uniformLength_takesEveryValueAlike(String text) throws IOException {
        int[] draws = draws(LengthLaw.parse(text));

        for (int length = 3; length <= 6; length++) {
            assertThat(share(draws, length)).isCloseTo(0.25, within(0.01));
        }
        assertThat(draws).doesNotContain(2, 7);
    }

    @Test
    void normalLength_hasItsMeanAndDeviation() throws IOException {
        int[] draws = draws(LengthLaw.parse("normal:512,64"));

        assertThat(mean(draws)).isCloseTo(512, within(1.0));
        assertThat(deviation(draws)).isCloseTo(64, within(1.0));
        // A normal variate is below mean + SD with a probability of 0.8413.
        assertThat(IntStream.of(draws).filter(length -> length <= 576).count() / (double) DRAWS)
                .isCloseTo(0.8413, within(0.01));
    }

    @Test
    void logNormalLength_hasItsMedianAndQuantile() throws IOException {
        int[] draws = draws(LengthLaw.parse("lognormal:512,0.5"));
        Arrays.sort(draws);

        assertThat(draws[DRAWS / 2]).isCloseTo(512, within(8));
        // The 0.8413 quantile is median times e to the power of sigma.
        assertThat((double) draws[(int) (DRAWS * 0.8413)]).isCloseTo(512 * Math.exp(0.5), within(15.0));
    }

    @Test
    void cutNormalLength_isDrawnAgain_notPiledUpAtItsEnds() throws IOException {
        int[] draws = draws(LengthLaw.parse("normal:100,50,80,120"));

        assertThat(IntStream.of(draws)).allMatch(length -> length >= 80 && length <= 120);
        // The density at the ends is e^-0.08 of that in the middle, and each of 41 lengths has a share of about 1/41.
        assertThat(share(draws, 80)).isCloseTo(1.0 / 41, within(0.005));
        assertThat(share(draws, 120)).isCloseTo(1.0 / 41, within(0.005));
    }

    @Test
    void bellThatIsFlatAllOverItsRange_isUniform() {
        int[] draws = draws(LengthLaw.normal(5, 1_000_000, 4, 6));

        for (int length = 4; length <= 6; length++) {
            assertThat(share(draws, length)).isCloseTo(1.0 / 3, within(0.01));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "length,weight\n10,1\n20,3\n30,0\n",
                "[[10, 1], [20, 3], [30, 0]]",
                "[{\"length\": 10, \"weight\": 0.25}, {\"length\": 20, \"weight\": 0.75}]",
                "[10, 20, 20, 20]",
                "{\"length\": 10}\n{\"length\": 20, \"weight\": 3}\n",
                "length\n10\n20\n20\n20\n"
            })
    void histogram_isDrawnByItsWeights(String content) throws IOException {
        LengthLaw law = LengthLaw.parse("file:" + file(content));
        int[] draws = draws(law);

        assertThat(draws).containsOnly(10, 20);
        assertThat(share(draws, 10)).isCloseTo(0.25, within(0.01));
        assertThat(law.least()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`length,weight\n` | ` holds no lengths of a weight above zero`",
                "`length\n0\n` | `, row 2: 'length' is '0', but must be a whole number of at least 1`",
                "`tokens\n5\n` | `: the header has no column 'length', only tokens`",
                "`[[5, -1]]` | `, element 1: weight -1.0 must not be negative`",
                "`[[5, 1, 2]]` | `, element 1: expected a length, [length, weight], or an object with length and weight`",
                "`[2000000]` | `, element 1: length 2000000 must be from 1 to 1000000`"
            })
    void brokenHistogram_isOneSentenceWithItsPlace(String content, String message) throws IOException {
        Path file = file(content);

        assertThatThrownBy(() -> LengthLaw.histogram(file)).hasMessage("length file " + file + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "1-2-3", "uniform:1", "normal:5", "normal:a,b", "gauss:1,2", "-5", "5.5", "99999999999"
            })
    void otherText_isRefused(String text) {
        assertThatThrownBy(() -> LengthLaw.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("length '" + text + "' is none of 512, 100-2000, uniform:100,2000, normal:");
    }

    @Test
    void lawThatCannotBe_isRefused() {
        assertThatThrownBy(() -> LengthLaw.parse("0")).hasMessageContaining("must be from 1 to 1000000");
        assertThatThrownBy(() -> LengthLaw.parse("20-10")).hasMessageContaining("the smaller one first");
        assertThatThrownBy(() -> LengthLaw.parse("normal:10,1,20,30")).hasMessageContaining("must lie from 20 to 30");
        assertThatThrownBy(() -> LengthLaw.parse("lognormal:10,-1")).hasMessageStartingWith("sigma -1.0 must be");
    }

    @Test
    void laws_areDescribed() throws IOException {
        assertThat(LengthLaw.parse("5").describe()).isEqualTo("5");
        assertThat(LengthLaw.parse("5-6").describe()).isEqualTo("uniform 5 to 6");
        assertThat(LengthLaw.parse("normal:512,64").describe()).isEqualTo("normal (mean 512, SD 64)");
        assertThat(LengthLaw.parse("lognormal:512,0.5,8,4096").describe())
                .isEqualTo("log-normal (median 512, sigma 0.5) from 8 to 4096");
    }

    private static int[] draws(LengthLaw law) {
        SplittableRandom random = new SplittableRandom(1);
        return IntStream.generate(() -> law.draw(random)).limit(DRAWS).toArray();
    }

    private static double share(int[] draws, int length) {
        return IntStream.of(draws).filter(draw -> draw == length).count() / (double) draws.length;
    }

    private static double mean(int[] draws) {
        return IntStream.of(draws).average().orElseThrow();
    }

    private static double deviation(int[] draws) {
        double mean = mean(draws);
        return Math.sqrt(IntStream.of(draws)
                .mapToDouble(draw -> (draw - mean) * (draw - mean))
                .average()
                .orElseThrow());
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("lengths"), content);
    }
}
