package io.tachograph.standalone.prices;

import io.tachograph.store.ModelPrice;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Which price is meant: no two have the same of these. */
final class PriceScope {
    @Parameters(paramLabel = "MODEL", description = "Name of the model, as requests have it.")
    String model = "";

    @Option(names = "--target", paramLabel = "TARGET", description = "Only for this target (default: every target).")
    String target = "";

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Only for this tenant (default: every tenant).")
    String tenant = "";

    @Option(
            names = "--from",
            paramLabel = "DAY",
            converter = Day.class,
            description = "First day (UTC) on which it holds, 2026-12-01 for example (default: ever since).")
    LocalDate from = ModelPrice.EVER;

    /** A day, or a sentence. */
    static final class Day implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is no day such as 2026-12-01");
            }
        }
    }
}
