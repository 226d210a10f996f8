package io.tachograph.api.key;

import io.javalin.http.Context;
import io.tachograph.api.answer.Problem;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer to callers when keys and the audit log cannot be reached. */
final class KeyStoreUnavailable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyStoreUnavailable.class);

    private KeyStoreUnavailable() {}

    static void answer(Context ctx, SQLException failure) {
        LOG.warn("Stored keys and the audit log cannot be reached: {}", failure.getMessage());
        Problem.of(503, "Stored keys and the audit log cannot be reached at the moment; the log says why.")
                .send(ctx);
    }
}
