package io.tachograph.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            0,          0
            0.00001234, 0.0000123
            0.5,        0.500
            0.99951,    1.00
            1.005,      1.00
            9.996,      10.0
            12.345,     12.3
            99.94,      99.9
            99.96,      100
            12345.6,    '12,346'
            -2.5,       −2.50
            -1234,      '−1,234'
            NaN,        –
            Infinity,   ∞
            """)
    void number_hasThreeDigits(double value, String shown) {
        assertThat(Figures.number(value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"0.0123, 12.3 ms", "0.9, 900 ms", "1, 1.00 s", "75.26, 75.3 s", "-0.0004, −0.400 ms"})
    void duration_hasTheUnitThatSuits(double seconds, String shown) {
        assertThat(Figures.duration(seconds).replace('\u00A0', ' ')).isEqualTo(shown);
    }

    @Test
    void percent_isNeverRoundedToAll() {
        assertThat(Figures.percent(1)).isEqualTo("100\u00A0%");
        assertThat(Figures.percent(0.99999)).isEqualTo("99.999\u00A0%");
        assertThat(Figures.percent(0.99999999)).isEqualTo("99.9999\u00A0%");
        assertThat(Figures.percent(0.9)).isEqualTo("90.0\u00A0%");
        assertThat(Figures.percent(0.0001)).isEqualTo("0.0100\u00A0%");
        assertThat(Figures.percent(0)).isEqualTo("0\u00A0%");
    }
}
