package io.tachograph.standalone.prices;

import io.tachograph.config.ConfigException;
import io.tachograph.store.postgres.ModelPriceStore;
import java.io.PrintWriter;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tachograph prices remove}. */
@Command(
        name = "remove",
        description = "Removes a price as if it had never been set; to end one, set it again with --until.")
final class RemovePriceCommand extends PriceStoreCommand {
    @Mixin
    PriceScope scope = new PriceScope();

    @Override
    int run(ModelPriceStore prices, PrintWriter out) throws SQLException, ConfigException {
        if (!prices.remove(scope.model, scope.target, scope.tenant, scope.from)) {
            throw new ConfigException("there is no such price of " + scope.model
                    + ": 'prices list' shows those that there are, by model, target, tenant and first day");
        }
        out.println("Removed.");
        return 0;
    }
}
