package io.tachograph.standalone.prices;

import io.tachograph.config.ConfigException;
import io.tachograph.store.ModelPrice;
import io.tachograph.store.postgres.ModelPriceStore;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tachograph prices set}. */
@Command(
        name = "set",
        description = "Sets what a million tokens of a model cost, from a day on until the next price of it begins.")
final class SetPriceCommand extends PriceStoreCommand {
    @Mixin
    PriceScope scope = new PriceScope();

    @Option(
            names = "--until",
            paramLabel = "DAY",
            converter = PriceScope.Day.class,
            description = "First day on which it no longer holds (default: none).")
    @Nullable
    LocalDate until;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            defaultValue = "USD",
            description = "By ISO 4217 (default: USD).")
    String currency = "";

    @Option(names = "--input", required = true, paramLabel = "PRICE", description = "Of a million input tokens.")
    BigDecimal input = BigDecimal.ZERO;

    @Option(
            names = "--cached-input",
            paramLabel = "PRICE",
            description = "Of a million input tokens that a cache had (default: as --input).")
    @Nullable
    BigDecimal cachedInput;

    @Option(names = "--output", required = true, paramLabel = "PRICE", description = "Of a million output tokens.")
    BigDecimal output = BigDecimal.ZERO;

    @Override
    int run(ModelPriceStore prices, PrintWriter out) throws SQLException, ConfigException {
        ModelPrice price;
        try {
            price = new ModelPrice(
                    scope.model, scope.target, scope.tenant, scope.from, until, currency, input, cachedInput, output);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
        prices.set(price);
        out.println("Set.");
        return 0;
    }
}
