package io.tachograph.store.postgres;

import io.tachograph.store.ModelPrice;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Prices of models, on one connection that is opened when first needed. Thread-safe. */
public final class ModelPriceStore implements AutoCloseable {
    private static final String SELECT = """
            SELECT model, target, tenant, valid_from, valid_until, currency, input_per_million, cached_input_per_million,
                   output_per_million
            FROM tachograph.model_price
            ORDER BY model COLLATE "C", target COLLATE "C", tenant COLLATE "C", valid_from
            """;

    private static final String UPSERT = """
            INSERT INTO tachograph.model_price
                (model, target, tenant, valid_from, valid_until, currency, input_per_million, cached_input_per_million,
                 output_per_million)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (model, target, tenant, valid_from) DO UPDATE
            SET valid_until = excluded.valid_until, currency = excluded.currency, input_per_million = excluded.input_per_million,
                cached_input_per_million = excluded.cached_input_per_million, output_per_million = excluded.output_per_million,
                set_at = excluded.set_at
            """;

    private static final String DELETE =
            "DELETE FROM tachograph.model_price WHERE model = ? AND target = ? AND tenant = ? AND valid_from = ?";

    private final WriterConnection connection;

    private ModelPriceStore(PostgresConfig config) {
        connection = new WriterConnection(config);
    }

    /** Those of this database, which is first asked when the first price is. */
    public static ModelPriceStore open(PostgresConfig config) {
        return new ModelPriceStore(config);
    }

    /** All prices, also those that no longer hold, by model. */
    public synchronized List<ModelPrice> all() throws SQLException {
        List<ModelPrice> prices = new ArrayList<>();
        connection.inTransaction(transaction -> {
            try (PreparedStatement select = transaction.prepareStatement(SELECT);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    prices.add(new ModelPrice(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getObject(4, LocalDate.class),
                            row.getObject(5, LocalDate.class),
                            row.getString(6),
                            row.getBigDecimal(7),
                            row.getBigDecimal(8),
                            row.getBigDecimal(9)));
                }
            }
        });
        return prices;
    }

    /** Sets a price; one of the same model, target, tenant and first day gives way. */
    public synchronized void set(ModelPrice price) throws SQLException {
        connection.inTransaction(transaction -> {
            try (PreparedStatement upsert = transaction.prepareStatement(UPSERT)) {
                upsert.setString(1, price.model());
                upsert.setString(2, price.target());
                upsert.setString(3, price.tenant());
                upsert.setObject(4, price.validFrom());
                upsert.setObject(5, price.validUntil());
                upsert.setString(6, price.currency());
                upsert.setBigDecimal(7, price.input());
                upsert.setBigDecimal(8, price.cachedInput());
                upsert.setBigDecimal(9, price.output());
                upsert.executeUpdate();
            }
        });
    }

    /** Takes a price away, as if it had never been set; false when there is none. */
    public synchronized boolean remove(String model, String target, String tenant, LocalDate validFrom)
            throws SQLException {
        boolean[] removed = {false};
        connection.inTransaction(transaction -> {
            try (PreparedStatement delete = transaction.prepareStatement(DELETE)) {
                delete.setString(1, model);
                delete.setString(2, target);
                delete.setString(3, tenant);
                delete.setObject(4, validFrom);
                removed[0] = delete.executeUpdate() > 0;
            }
        });
        return removed[0];
    }

    @Override
    public synchronized void close() {
        connection.close();
    }
}
