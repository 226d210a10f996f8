package io.tachograph.api.health;

import io.tachograph.store.CheckResult;
import java.util.function.Supplier;

/**
 * One part that this process needs.
 *
 * @param name shown to everyone
 * @param check called for every question, by several threads; its detail is shown to everyone, so no secrets in it. A
 *     check that throws counts as failed, with the name of the exception's class as detail.
 */
public record HealthCheck(String name, Supplier<CheckResult> check) {
    public HealthCheck {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A health check needs a name.");
        }
    }

    CheckResult run() {
        try {
            return check.get();
        } catch (RuntimeException e) {
            return CheckResult.failed(
                    "The check itself failed with " + e.getClass().getSimpleName() + ".");
        }
    }
}
