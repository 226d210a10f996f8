package io.tachograph.standalone.prices;

import io.tachograph.store.ModelPrice;
import io.tachograph.store.postgres.ModelPriceStore;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.Command;

/** {@code tachograph prices list}. */
@Command(name = "list", description = "Lists the prices of a million tokens, also those that no longer hold.")
final class ListPricesCommand extends PriceStoreCommand {
    @Override
    int run(ModelPriceStore prices, PrintWriter out) throws SQLException {
        List<ModelPrice> all = prices.all();
        if (all.isEmpty()) {
            out.println("No price is set. Set one: tachograph prices set MODEL --input PRICE --output PRICE");
            return 0;
        }
        int model = Math.max(
                5, all.stream().mapToInt(price -> price.model().length()).max().orElse(0));
        String row = "%-" + model + "s  %-20s  %-12s  %-10s  %-10s  %-8s  %12s  %12s  %12s%n";
        out.printf(
                Locale.ROOT,
                row,
                "Model",
                "Target",
                "Tenant",
                "From",
                "Until",
                "Currency",
                "Input",
                "Cached",
                "Output");
        for (ModelPrice price : all) {
            out.printf(
                    Locale.ROOT,
                    row,
                    price.model(),
                    price.target().isEmpty() ? "every" : price.target(),
                    price.tenant().isEmpty() ? "every" : price.tenant(),
                    price.validFrom().equals(ModelPrice.EVER) ? "ever" : price.validFrom(),
                    Objects.toString(price.validUntil(), "-"),
                    price.currency(),
                    text(price.input()),
                    text(Objects.requireNonNullElse(price.cachedInput(), price.input())),
                    text(price.output()));
        }
        return 0;
    }

    private static String text(BigDecimal price) {
        return price.stripTrailingZeros().toPlainString();
    }
}
