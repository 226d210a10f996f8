package io.tachograph.collectors.source.nvml;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each device does not answer. A call that it does not support is not made again for a day: then the driver may
 * have been updated, or a mode changed. Whatever fails otherwise is tried every time. Both are logged once a day. Not
 * thread-safe.
 */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();

    private record Asked(String device, String call) {}

    private record Refusal(int code, long nanos) {}

    private final Map<Asked, Refusal> refusals = new HashMap<>();
    private final LongSupplier nanoTime;

    /** @param nanoTime the monotonic clock */
    Refusals(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether the device said so within the last day. */
    boolean has(String device, String call) {
        Refusal refusal = refusals.get(new Asked(device, call));
        return refusal != null && isFinal(refusal.code()) && isFresh(refusal);
    }

    void add(String device, String call, int code, String meaning) {
        refusals.values().removeIf(old -> !isFresh(old)); // MIG instances come and go.
        Refusal before = refusals.get(new Asked(device, call));
        if (before != null && before.code() == code) {
            return;
        }
        refusals.put(new Asked(device, call), new Refusal(code, nanoTime.getAsLong()));
        if (code == NvmlCode.NO_PERMISSION) {
            LOG.warn("{} of {} needs a permission that this process does not have", call, device);
        } else if (isFinal(code)) {
            LOG.debug("{} does not offer {}: {}", device, call, meaning);
        } else {
            LOG.warn("{} of {} failed: {} ({})", call, device, meaning, code);
        }
    }

    private boolean isFresh(Refusal refusal) {
        return nanoTime.getAsLong() - refusal.nanos() < DAY_NANOS;
    }

    private static boolean isFinal(int code) {
        return switch (code) {
            case NvmlCode.NOT_SUPPORTED,
                    NvmlCode.FUNCTION_NOT_FOUND,
                    NvmlCode.ARGUMENT_VERSION_MISMATCH,
                    NvmlCode.DEPRECATED,
                    NvmlCode.NO_PERMISSION -> true;
            default -> false;
        };
    }
}
