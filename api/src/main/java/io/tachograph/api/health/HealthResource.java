package io.tachograph.api.health;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.answer.Json;
import java.util.List;

/** Runs every check and answers 200 when all are well, 503 otherwise. Thread-safe. */
public final class HealthResource implements Handler {
    private final List<HealthCheck> checks;
    private final String version = BuildVersion.read();

    public HealthResource(List<HealthCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    @Override
    public void handle(Context ctx) {
        HealthRepresentation health = HealthRepresentation.of(version, checks);
        Json.send(ctx, health.ok() ? 200 : 503, health);
    }
}
