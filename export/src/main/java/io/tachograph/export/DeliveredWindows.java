package io.tachograph.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tachograph.schemas.avro.RequestWindow;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The windows that were read last, to be delivered. A stream that was restarted tells some again; deltas of one window that
 * are sent twice would be added up. Forgotten at the end of the process. Not thread-safe.
 */
final class DeliveredWindows {
    private static final int MOST = 200_000;

    /** @param series digest of its attributes, which themselves take a kilobyte */
    private record Key(UUID series, long startMillis) {}

    private final Set<Key> delivered = new LinkedHashSet<>();

    /** @return false when it is known already */
    boolean add(RequestWindow window) {
        byte[] series = SeriesAttributes.of(window).toString().getBytes(UTF_8);
        boolean isNew = delivered.add(new Key(UUID.nameUUIDFromBytes(series), window.getWindowStartMillis()));
        if (delivered.size() > MOST) {
            var oldest = delivered.iterator();
            oldest.next();
            oldest.remove();
        }
        return isNew;
    }
}
