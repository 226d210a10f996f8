package io.tachograph.standalone.prices;

import io.tachograph.config.ConfigException;
import io.tachograph.standalone.database.DatabaseCommand;
import io.tachograph.store.postgres.ModelPriceStore;
import io.tachograph.store.postgres.PostgresConfig;
import java.io.PrintWriter;
import java.sql.SQLException;

/** A command that works on the stored prices. */
abstract class PriceStoreCommand extends DatabaseCommand {
    /** Does the work and says what came of it. */
    abstract int run(ModelPriceStore prices, PrintWriter out) throws SQLException, ConfigException;

    @Override
    protected final int run(PostgresConfig reach, PrintWriter out) throws SQLException, ConfigException {
        try (ModelPriceStore prices = ModelPriceStore.open(reach)) {
            return run(prices, out);
        }
    }
}
