package io.tachograph.bench.record;

import io.tachograph.client.load.LoadCounters;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run at this moment, warm-up included.
 *
 * @param finished requests that ended
 * @param ok of these, successful
 * @param failed of these, failed; the others were cancelled
 * @param outstanding in flight now
 * @param overLimit not sent, because too many were outstanding
 * @param requestRate requests that ended per second, over the last five
 * @param outputTokenRate output tokens per second, of the requests that ended in these seconds
 * @param ttftP50 median TTFT in seconds of the same requests, null when there is none
 * @param ttftP99 its 99th percentile
 */
public record Live(
        long finished,
        long ok,
        long failed,
        long outstanding,
        long overLimit,
        double requestRate,
        double outputTokenRate,
        @Nullable Double ttftP50,
        @Nullable Double ttftP99) {
    static final Live NOTHING = new Live(0, 0, 0, 0, 0, 0, 0, null, null);

    Live with(LoadCounters counters) {
        return new Live(
                finished,
                ok,
                failed,
                counters.outstanding(),
                counters.overLimit(),
                requestRate,
                outputTokenRate,
                ttftP50,
                ttftP99);
    }
}
