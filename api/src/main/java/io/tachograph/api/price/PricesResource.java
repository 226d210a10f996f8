package io.tachograph.api.price;

import io.javalin.http.Context;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.audit.AuditLog;
import io.tachograph.api.caller.Caller;
import io.tachograph.store.ModelPrice;
import io.tachograph.store.postgres.ModelPriceStore;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets and removes prices. Thread-safe. */
public final class PricesResource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PricesResource.class);

    private final @Nullable ModelPriceStore prices;
    private final AuditLog audit;

    /** @param prices null where they are not stored; closed with this */
    public PricesResource(@Nullable ModelPriceStore prices, AuditLog audit) {
        this.prices = prices;
        this.audit = audit;
    }

    /** Sets one; one of the same model, target, tenant and first day gives way. */
    public void set(Context ctx) throws IOException {
        ModelPrice price = PriceBody.read(ctx);
        orAway(ctx, () -> {
            stored().set(price);
            done(ctx, "price.set", price.model());
        });
    }

    /** Removes one, as if it had never been set. */
    public void remove(Context ctx) {
        PriceScope scope = PriceScope.of(ctx);
        orAway(ctx, () -> {
            if (stored().remove(scope.model(), scope.target(), scope.tenant(), scope.from())) {
                done(ctx, "price.remove", scope.model());
            } else {
                Problem.of(404, "There is no price of this model, target, tenant and first day.")
                        .send(ctx);
            }
        });
    }

    private void done(Context ctx, String action, String model) {
        audit.done(ctx, Caller.of(ctx).id(), action, model);
        ctx.status(204);
    }

    private ModelPriceStore stored() throws SQLException {
        if (prices == null) {
            throw new SQLException("no prices are stored here");
        }
        return prices;
    }

    @Override
    public void close() {
        if (prices != null) {
            prices.close();
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static void orAway(Context ctx, Work work) {
        try {
            work.run();
        } catch (SQLException e) {
            LOG.warn("A price could not be changed: {}", e.getMessage());
            Problem.of(503, "Prices cannot be changed at the moment; the log says why.")
                    .send(ctx);
        }
    }
}
