package io.tachograph.api.docs;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.answer.Json;

/** The contract as JSON. Thread-safe. */
public final class ContractResource implements Handler {
    private final byte[] contract;

    public ContractResource(JsonNode contract) {
        this.contract = Json.bytes(contract);
    }

    @Override
    public void handle(Context ctx) {
        ctx.contentType("application/json").result(contract);
    }
}
