package io.tachograph.bench.record;

import io.tachograph.client.endpoint.Finished;
import io.tachograph.client.load.LoadCounters;
import io.tachograph.client.load.LoadListener;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the finished requests of one run. An event loop only hands a request over; one thread of the recorder's own
 * counts it, writes it to its files and publishes it. Memory: see {@link RecorderConfig#queueCapacity} and
 * {@code Aggregate}; none of it grows with the number of requests.
 *
 * <p>A file that cannot be written any more is given up, with its reason in {@link Recorded#fileFailures}; counting goes
 * on.
 *
 * <p>Thread-safe, but for {@link #finish} and {@link #close}, which belong to the one that started it.
 */
public final class RunRecorder implements LoadListener, AutoCloseable {
    private static final long PAUSE_NANOS = 10_000_000;
    private static final int BATCH = 1_024;

    private final RecorderConfig config;
    private final long startNanos;
    private final LongSupplier clock;
    private final Handover<Arrival> handover;
    private final Intake intake;
    private final Thread thread;
    private volatile boolean ending;
    private @Nullable Recorded recorded;

    private RunRecorder(RecorderConfig config, long startNanos, LongSupplier clock, Outputs outputs) {
        this.config = config;
        this.startNanos = startNanos;
        this.clock = clock;
        handover = new Handover<>(config.queueCapacity(), Arrival::weight);
        intake = new Intake(config, outputs, startNanos);
        thread = new Thread(this::takeIn, "run-recorder");
        thread.setDaemon(true);
    }

    /**
     * Opens the files and begins to listen.
     *
     * @param startNanos the start of the run, a reading of {@link System#nanoTime} taken just before its generator starts
     * @throws IOException in one sentence that names the file, when one cannot be opened
     */
    public static RunRecorder start(RecorderConfig config, long startNanos) throws IOException {
        return start(config, startNanos, System::nanoTime);
    }

    /** @param clock the one that {@code startNanos} and scheduled times are readings of */
    static RunRecorder start(RecorderConfig config, long startNanos, LongSupplier clock) throws IOException {
        Outputs outputs = Outputs.open(config.output(), startNanos);
        RunRecorder recorder = new RunRecorder(config, startNanos, clock, outputs);
        recorder.thread.start();
        return recorder;
    }

    @Override
    public void finished(long number, long scheduledNanos, Finished finished) {
        handover.put(new Arrival(
                Arrival.Fate.FINISHED,
                number,
                scheduledNanos,
                finished,
                config.clientBound().getAsBoolean()));
    }

    @Override
    public void overLimit(long number, long scheduledNanos) {
        handover.put(new Arrival(Arrival.Fate.OVER_LIMIT, number, scheduledNanos, null, false));
    }

    @Override
    public void unsent(long number, long scheduledNanos) {
        handover.put(new Arrival(Arrival.Fate.UNSENT, number, scheduledNanos, null, false));
    }

    private void takeIn() {
        try {
            while (true) {
                boolean last = ending;
                boolean idle = !takeBatch();
                intake.tick(clock.getAsLong());
                if (idle) {
                    if (last) {
                        return;
                    }
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } finally {
            // Whatever ended it: nobody waits for this thread any more.
            handover.close();
        }
    }

    private boolean takeBatch() {
        int taken = 0;
        for (Arrival next = handover.poll(); next != null; next = taken < BATCH ? handover.poll() : null) {
            intake.take(next, clock.getAsLong());
            taken++;
        }
        return taken > 0;
    }

    /** How the run does; not older than a quarter of a second, while the recorder keeps up. */
    public Live snapshot(LoadCounters counters) {
        return intake.live().with(counters);
    }

    /** How often and how long event loops have had to wait. */
    public Waits waits() {
        return handover.waits();
    }

    /** When the run began, a reading of {@link System#nanoTime}. */
    public long startNanos() {
        return startNanos;
    }

    /**
     * Takes in what is still queued and closes the files. To be called when the generator has ended.
     *
     * @param counters the generator's last
     * @param durationReached the arrivals ended because the phases' duration was over, and not before
     * @throws IllegalStateException when the arithmetic is broken: a request is missing or counted twice
     * @throws InterruptedException when interrupted while the queue is being emptied
     */
    public Recorded finish(LoadCounters counters, boolean durationReached) throws InterruptedException {
        if (recorded == null) {
            end();
            recorded = intake.recorded(counters, durationReached, handover.waits(), handover.lost());
        }
        return recorded;
    }

    private void end() throws InterruptedException {
        ending = true;
        LockSupport.unpark(thread);
        thread.join();
        intake.close();
    }

    /** Takes in what is still queued and closes the files. After {@link #finish} it does nothing. */
    @Override
    public void close() {
        if (recorded == null) {
            try {
                end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
