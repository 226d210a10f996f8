package io.tachograph.collectors.source.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of which a sender must show one. Immutable. */
final class KnownKeys {
    private final List<byte[]> keys;

    private KnownKeys(List<byte[]> keys) {
        this.keys = keys;
    }

    /**
     * @param variable environment variable that holds them, separated by commas; null where everybody may send
     * @throws SourceException when it is not set, or holds nothing between two commas
     */
    static KnownKeys of(@Nullable String variable, SourceContext.Environment environment) throws SourceException {
        List<byte[]> keys = new ArrayList<>();
        if (variable != null) {
            String all = environment.get(variable);
            for (String key : (all == null ? "" : all).split(",", -1)) {
                if (key.isBlank()) {
                    throw new SourceException(
                            FailureKind.REFUSED,
                            "environment variable " + variable + ", which should hold keys separated by commas, "
                                    + (all == null || all.isBlank() ? "is not set" : "holds an empty one"));
                }
                keys.add(key.strip().getBytes(UTF_8));
            }
        }
        return new KnownKeys(List.copyOf(keys));
    }

    /** Takes as long for a wrong key as for a right one. */
    boolean admit(@Nullable String shown) {
        if (keys.isEmpty()) {
            return true;
        }
        byte[] candidate = (shown == null ? "" : shown).getBytes(UTF_8);
        boolean known = false;
        for (byte[] key : keys) {
            known |= MessageDigest.isEqual(key, candidate);
        }
        return known;
    }
}
