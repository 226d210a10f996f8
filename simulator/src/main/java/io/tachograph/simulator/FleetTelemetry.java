package io.tachograph.simulator;

import io.netty.util.concurrent.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes readings of a running fleet's engines and GPUs, and which GPU works for which target from its start to its
 * close. Safe for use by several threads.
 */
public final class FleetTelemetry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetTelemetry.class);
    private static final long CLOSE_SECONDS = 5;

    private final Consumer<SpecificRecord> records;
    private final long startMicros = Instant.EPOCH.until(Instant.now(), ChronoUnit.MICROS);
    private final long startNanos = System.nanoTime();
    private final List<Future<?>> running = new ArrayList<>();
    private final List<Runnable> ends = new ArrayList<>();

    private FleetTelemetry(Consumer<SpecificRecord> records) {
        this.records = records;
    }

    /**
     * Begins at once, with the assignments.
     *
     * @param records takes {@code GpuAssignment}, {@code GpuSample} and {@code EngineSample}, on the replicas' event
     *     loops: it must not block
     */
    public static FleetTelemetry start(SimulatedFleet fleet, TelemetryConfig config, Consumer<SpecificRecord> records) {
        FleetTelemetry telemetry = new FleetTelemetry(records);
        for (SimulatedReplica replica : fleet.replicas()) {
            telemetry.add(replica, config, fleet.config().seed());
        }
        return telemetry;
    }

    private void add(SimulatedReplica replica, TelemetryConfig config, long seed) {
        ReplicaParts parts = replica.parts();
        ReplicaTelemetry telemetry = new ReplicaTelemetry(
                parts, seed, replica.name(), config.targetOf().apply(replica), config.gpusPerReplica());
        publish(() -> telemetry.assignments(startMicros, null, startMicros));
        running.add(parts.loop()
                .scheduleAtFixedRate(
                        () -> publish(() -> telemetry.gpus(nowMicros())),
                        0,
                        config.gpuEvery().toNanos(),
                        TimeUnit.NANOSECONDS));
        running.add(parts.loop()
                .scheduleAtFixedRate(
                        () -> publish(() -> List.of(telemetry.engine(nowMicros()))),
                        0,
                        config.engineEvery().toNanos(),
                        TimeUnit.NANOSECONDS));
        ends.add(() -> {
            long now = nowMicros();
            publish(() -> telemetry.assignments(startMicros, now, now));
        });
    }

    private interface Readings {
        List<? extends SpecificRecord> take();
    }

    /** A timer whose task throws once never fires again; readings must outlive one that could not be handed over. */
    private void publish(Readings readings) {
        try {
            readings.take().forEach(records);
        } catch (RuntimeException e) {
            LOG.warn("a reading of the simulated fleet is lost", e);
        }
    }

    /** The wall clock, read once and carried on by the monotonic one. */
    private long nowMicros() {
        return startMicros + (System.nanoTime() - startNanos) / 1_000;
    }

    /** Ends the readings, and with them the assignments. */
    @Override
    public void close() {
        for (Future<?> timer : running) {
            timer.cancel(false);
            timer.awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
        ends.forEach(Runnable::run);
    }
}
