package io.tachograph.export;

import io.opentelemetry.api.common.Attributes;
import io.tachograph.schemas.avro.RequestWindow;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The windows that were delivered last. A stream that was restarted tells some again, as does one that computes the past
 * anew; deltas of one window that are sent twice would be added up. Not thread-safe.
 */
final class DeliveredWindows {
    private static final int MOST = 200_000;

    private record Key(Attributes series, long startMillis) {}

    private final Set<Key> delivered = new LinkedHashSet<>();

    /** @return false when it is known already */
    boolean add(RequestWindow window) {
        boolean isNew = delivered.add(new Key(SeriesAttributes.of(window), window.getWindowStartMillis()));
        if (delivered.size() > MOST) {
            var oldest = delivered.iterator();
            oldest.next();
            oldest.remove();
        }
        return isNew;
    }
}
