package io.tachograph.collectors.source.polling;

import io.tachograph.collectors.source.polling.FaultyServer.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a list. */
record StandInPages<T>(List<T> items, int number, int of) {
    /**
     * @param number from 1 on
     * @param fault one that sends the page before again
     */
    static <T> StandInPages<T> of(List<T> all, int size, int number, @Nullable Fault fault) {
        int pages = Math.max(1, (all.size() + size - 1) / size);
        int sent = fault == Fault.PAGE_AGAIN && number > 1 ? number - 1 : number;
        int from = Math.min(all.size(), (sent - 1) * size);
        return new StandInPages<>(all.subList(from, Math.min(all.size(), from + size)), number, pages);
    }

    boolean isLast() {
        return number >= of;
    }
}
