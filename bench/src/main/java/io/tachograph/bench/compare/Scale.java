package io.tachograph.bench.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an effect is: B ÷ A of times and rates, B − A of shares, where a ratio of small ones would say little. */
public enum Scale {
    RATIO,
    DIFFERENCE;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** From a value to where effects are differences. */
    double of(double value) {
        return this == RATIO ? Math.log(value) : value;
    }

    /** And back, of a difference there. */
    double back(double difference) {
        return this == RATIO ? Math.exp(difference) : difference;
    }
}
