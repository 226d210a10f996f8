package io.tachograph.bench.record;

import io.tachograph.client.endpoint.Finished;
import io.tachograph.client.load.LoadCounters;
import io.tachograph.schemas.avro.RequestTiming;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the recorder's thread does with each arrival. Only {@link #live} is for other threads. */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final long LIVE_EVERY_NANOS = 250_000_000;

    private final RecorderConfig config;
    private final Outputs outputs;
    private final long startNanos;
    private final Aggregate aggregate;
    private final MissingTokens missingTokens;
    private final LiveWindow window = new LiveWindow();
    private volatile Live live = Live.NOTHING;
    private long nextLiveNanos;
    private long publishFailures;
    private @Nullable RuntimeException failure;

    Intake(RecorderConfig config, Outputs outputs, long startNanos) {
        this.config = config;
        this.outputs = outputs;
        this.startNanos = startNanos;
        this.nextLiveNanos = startNanos;
        aggregate = new Aggregate(config.phases(), config.slo());
        missingTokens = new MissingTokens(config.tokenCounter());
    }

    void take(Arrival arrival, long nowNanos) {
        long scheduledNanos = arrival.scheduledNanos() - startNanos;
        Phase phase = config.phases().of(arrival.number(), scheduledNanos);
        try {
            if (arrival.fate() == Arrival.Fate.OVER_LIMIT) {
                aggregate.overLimit(phase, scheduledNanos);
            } else if (arrival.finished() == null) {
                aggregate.unsent(phase, scheduledNanos);
                window.unsent(nowNanos - startNanos);
            } else {
                take(arrival, arrival.finished(), phase, nowNanos);
            }
        } catch (RuntimeException e) {
            // Ours to repair. The loops must go on, and the sum at the end will not come out.
            if (failure == null) {
                failure = e;
            }
        }
    }

    private void take(Arrival arrival, Finished finished, Phase phase, long nowNanos) {
        RequestTiming record = missingTokens.filled(finished.record(), finished.details());
        if (arrival.clientBound()) {
            record.put("client_bound", true);
        }
        RequestView request = new RequestView(
                arrival.number(), phase, arrival.scheduledNanos() - startNanos, record, finished.details());
        aggregate.add(request);
        window.add(request, nowNanos - startNanos);
        outputs.write(request);
        if (phase == Phase.MEASURED) {
            publish(record);
        }
    }

    private void publish(RequestTiming record) {
        try {
            config.publish().accept(record);
        } catch (RuntimeException e) {
            if (publishFailures++ == 0) {
                LOG.error("a record could not be published; further ones are only counted", e);
            }
        }
    }

    /** What is due by the clock. */
    void tick(long nowNanos) {
        if (nowNanos - nextLiveNanos >= 0) {
            live = window.picture(nowNanos - startNanos);
            nextLiveNanos = nowNanos + LIVE_EVERY_NANOS;
        }
        outputs.flushIfDue(nowNanos);
    }

    Live live() {
        return live;
    }

    void close() {
        outputs.close();
    }

    Recorded recorded(LoadCounters counters, boolean durationReached, Waits waits, long lost) {
        if (failure != null) {
            throw new IllegalStateException("a request could not be counted", failure);
        }
        if (lost > 0) {
            throw new IllegalStateException(lost + " requests ended after the recorder had");
        }
        aggregate.checkAgainst(counters);
        return new Recorded(
                aggregate,
                outputs,
                durationReached,
                waits,
                new Losses(counters.brokenOff(), missingTokens.failures(), publishFailures));
    }
}
