package io.tachograph.store;

import org.jspecify.annotations.Nullable;

/**
 * Health as a value.
 *
 * @param ok whether the part can do its work
 * @param detail one sentence on what is wrong, null when nothing is
 */
public record CheckResult(boolean ok, @Nullable String detail) {
    public static final CheckResult OK = new CheckResult(true, null);

    public static CheckResult failed(String detail) {
        return new CheckResult(false, detail);
    }
}
