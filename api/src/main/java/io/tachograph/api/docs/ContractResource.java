package io.tachograph.api.docs;

import io.javalin.http.Context;
import io.javalin.http.Handler;

/** The contract, read and converted once. Thread-safe. */
public final class ContractResource implements Handler {
    private final byte[] contract = Contract.asJson();

    @Override
    public void handle(Context ctx) {
        ctx.contentType("application/json").result(contract);
    }
}
