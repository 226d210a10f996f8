package io.tachograph.api.caller;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a key may do. */
public enum Scope {
    /** All that answers GET. */
    READ,
    /** Requests through the gateway, and tasks. */
    GENERATE,
    /** Publishing events and runs. */
    WRITE,
    /** Keys and the audit log. */
    ADMIN;

    /** As requests and rows name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Scope> named(String text) {
        return Arrays.stream(values())
                .filter(scope -> scope.text().equals(text))
                .findFirst();
    }
}
