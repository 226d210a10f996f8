package io.tachograph.benchmarks.stream;

import io.tachograph.store.Resolution;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.request.OpenWindow;
import io.tachograph.windows.request.OpenWindowFormat;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSamples;
import io.tachograph.windows.rollup.OpenRollUp;
import io.tachograph.windows.rollup.OpenRollUpFormat;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints what an open window takes, by requests in it: bytes on the heap (what is used after a collection, with as many
 * windows as make that sure) and in a checkpoint; then the same of a longer window that is a sum of such windows. Requests
 * are those of {@link Traffic}.
 */
public final class StateSize {
    private static final int[] REQUESTS = {1, 3, 10, 30, 100, 333, 1_000, 3_000, 10_000, 30_000};
    private static final WindowGrid GRID =
            new WindowGrid(Resolution.TEN_SECONDS, Duration.ofMinutes(2), Duration.ofSeconds(10));
    private static final long START = 1_767_225_600_000L;

    private StateSize() {}

    public static void main(String[] args) throws Exception {
        System.out.println(
                "| requests | open window: heap | heap per request | checkpoint | longer window: heap | checkpoint |");
        System.out.println("|---:|---:|---:|---:|---:|---:|");
        for (int requests : REQUESTS) {
            line(requests);
        }
    }

    private static void line(int requests) throws Exception {
        int windows = Math.max(20, 60_000 / requests);
        Traffic traffic = new Traffic(1, false, 1);
        List<Object> kept = new ArrayList<>(2 * windows);
        try {
            long before = used();
            OpenWindow last = window(traffic, requests);
            for (int i = 0; i < windows; i++) {
                last = window(traffic, requests);
                kept.add(last);
            }
            long heap = (used() - before) / windows;
            before = used();
            OpenRollUp sum = new OpenRollUp(sample(traffic).series());
            for (int i = 0; i < windows; i++) {
                sum = new OpenRollUp(sample(traffic).series());
                sum.put(snapshot(traffic, requests));
                kept.add(sum);
            }
            long longer = (used() - before) / windows;
            System.out.printf(
                    Locale.ROOT,
                    "| %,d | %,d | %,d | %,d | %,d | %,d |%n",
                    requests,
                    heap,
                    heap / requests,
                    written(new OpenWindowFormat(), last),
                    longer,
                    written(new OpenRollUpFormat(), sum));
        } finally {
            // Until here both have been there at every count.
            Reference.reachabilityFence(kept);
            Reference.reachabilityFence(traffic);
        }
    }

    private static OpenWindow window(Traffic traffic, int requests) throws InvalidRecordException {
        OpenWindow window = new OpenWindow(sample(traffic).series());
        for (int i = 0; i < requests; i++) {
            window.add(sample(traffic));
        }
        return window;
    }

    private static WindowSnapshot snapshot(Traffic traffic, int requests) throws InvalidRecordException {
        return window(traffic, requests).snapshot(GRID, START, true);
    }

    private static RequestSample sample(Traffic traffic) throws InvalidRecordException {
        return RequestSamples.of(traffic.next(), 0, 0);
    }

    private static <T> long written(BinaryFormat<T> format, T value) throws IOException {
        DataOutputStream out = new DataOutputStream(OutputStream.nullOutputStream());
        format.write(value, out);
        return out.size();
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
