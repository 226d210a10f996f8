package io.tachograph.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.tachograph.schemas.avro.RequestWindow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands windows to a collector until it has taken them, or has not for so long that they are left out. For one thread, which
 * waits; it is stopped from any.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final MetricExporter exporter;
    private final String place;
    private final Duration giveUpAfter;
    private final ExportTally tally;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param place the collector's address, as people may see it */
    Delivery(MetricExporter exporter, String place, Duration giveUpAfter, ExportTally tally) {
        this.exporter = exporter;
        this.place = place;
        this.giveUpAfter = giveUpAfter;
        this.tally = tally;
    }

    /**
     * What is refused is tried again in halves, after what is left: it may be too much for the collector, or hold one window that
     * it will never take.
     *
     * @return false when it was stopped before they were taken or left out
     */
    boolean deliver(List<RequestWindow> windows) throws InterruptedException {
        Deque<List<RequestWindow>> left = new ArrayDeque<>(Parcels.of(windows));
        long began = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (!left.isEmpty()) {
            if (stopped.getCount() == 0) {
                return false;
            }
            List<RequestWindow> parcel = left.remove();
            CompletableResultCode result = send(parcel);
            if (result.isSuccess()) {
                tally.delivered(parcel.size());
                pause = FIRST_PAUSE;
                continue;
            }
            failed(result);
            left.addAll(Parcels.halves(parcel));
            if (System.nanoTime() - began >= giveUpAfter.toNanos()) {
                leaveOut(left.stream().mapToInt(List::size).sum());
                return true;
            }
            rest(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        return true;
    }

    private CompletableResultCode send(List<RequestWindow> parcel) {
        WindowMetrics metrics = new WindowMetrics();
        parcel.forEach(metrics::add);
        return exporter.export(metrics.toMetrics()).join(2 * MetricSender.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void leaveOut(int windows) {
        tally.lost(windows);
        LOG.error("{} windows are left out: {} has not taken them for {}", windows, place, giveUpAfter);
    }

    private void failed(CompletableResultCode result) {
        if (tally.failed("the collector at " + place + " takes no metrics; the log says why")) {
            LOG.warn("the collector at {} takes no metrics", place, result.getFailureThrowable());
        }
    }

    /** Waits so long, unless it is stopped. */
    void rest(Duration pause) throws InterruptedException {
        var unused = stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits no more. */
    void stop() {
        stopped.countDown();
    }

    /** Ends the exporter's connections. */
    void close() {
        exporter.close();
    }
}
