package io.tachograph.collectors.source;

import io.tachograph.client.clock.WallClock;
import io.tachograph.client.load.Pacer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one source when it is due, never twice at once, and keeps its account. A reading is called on a thread of its
 * own, since a stranger's source may block; one that outlasts its time limit is given up, but as long as it holds its
 * thread the source is not read again. Thread-safe.
 */
final class SourceReader {
    private static final Logger LOG = LoggerFactory.getLogger(SourceReader.class);
    /** Within which the first reading begins. */
    private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
    /** Least time between the beginnings of two readings of which the second is hurried. */
    private static final long HURRY_NANOS = Duration.ofSeconds(1).toNanos();

    private static final String BUG = "a bug in a source of this kind; the agent's log has it";

    private final ConfiguredSource source;
    private final Pacer pacer;
    private final Executor threads;
    private final WallClock clock;
    private final Consumer<SpecificRecord> publisher;
    private final Map<FailureKind, Long> failures = new EnumMap<>(FailureKind.class);
    private long readings;
    private long records;
    private long missed;
    private @Nullable Long lastSuccessMicros;
    private @Nullable Double lastSeconds;
    private @Nullable String complaint;
    private @Nullable CompletableFuture<Void> inFlight;
    private boolean calling;
    private boolean hurried;
    private long begunNanos;
    private boolean closed;

    SourceReader(
            ConfiguredSource source,
            Pacer pacer,
            Executor threads,
            WallClock clock,
            Consumer<SpecificRecord> publisher) {
        this.source = source;
        this.pacer = pacer;
        this.threads = threads;
        this.clock = clock;
        this.publisher = publisher;
    }

    ConfiguredSource source() {
        return source;
    }

    /** Spreads the sources over their period by name, so that a thousand engines are not asked in one instant. */
    void begin() {
        source.named().source().hurriedBy(this::hurry);
        long offset = Math.floorMod(source.name().hashCode() * 0x9E3779B97F4A7C15L, everyNanos());
        // The first within a second, so that a newcomer need not wait; then in its own place within the period.
        pacer.at(System.nanoTime() + offset % FIRST_NANOS, this::readNow);
        pacer.at(System.nanoTime() + everyNanos() + offset, this::due);
    }

    private void readNow(long dueNanos) {
        CompletableFuture<Void> unused = read(dueNanos);
    }

    private void hurry() {
        long at;
        synchronized (this) {
            if (closed || hurried) {
                return;
            }
            hurried = true;
            at = Math.max(System.nanoTime(), begunNanos + HURRY_NANOS);
        }
        pacer.at(at, this::readHurried);
    }

    private void readHurried(long dueNanos) {
        synchronized (this) {
            hurried = false;
            if (inFlight == null && !calling) {
                readNow(dueNanos);
                return;
            }
        }
        // What runs may have looked before the change.
        hurry();
    }

    private void due(long dueNanos) {
        long next = dueNanos + everyNanos();
        long behind = System.nanoTime() - next;
        synchronized (this) {
            if (closed) {
                return;
            }
            if (behind >= 0) {
                // The machine slept or is overloaded: readings of the past are of no use to anybody.
                long left = behind / everyNanos() + 1;
                missed += left;
                next += left * everyNanos();
            }
        }
        pacer.at(next, this::due);
        readNow(dueNanos);
    }

    /** @return completes when the reading ended, however; at once when the one before still runs */
    CompletableFuture<Void> read(long dueNanos) {
        CompletableFuture<Void> reading = new CompletableFuture<>();
        synchronized (this) {
            if (closed) {
                return CompletableFuture.completedFuture(null);
            }
            if (inFlight != null || calling) {
                missed++;
                return CompletableFuture.completedFuture(null);
            }
            inFlight = reading;
            calling = true;
            begunNanos = System.nanoTime();
        }
        pacer.at(System.nanoTime() + source.timeout().toNanos(), now -> giveUp(reading));
        try {
            threads.execute(() -> call(reading));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // Closing, or no thread to be had.
            callEnded();
            reading.completeExceptionally(e);
        }
        return reading.handle((nothing, failure) -> {
            settle(dueNanos, failure);
            return null;
        });
    }

    private void call(CompletableFuture<Void> reading) {
        try {
            if (reading.isDone()) {
                // Given up before a thread was free: what it would find nobody takes any more.
                return;
            }
            CompletableFuture<Void> stage = source.named()
                    .source()
                    .read(record -> take(reading, record))
                    .toCompletableFuture();
            var unusedStage = stage.whenComplete((nothing, failure) -> complete(reading, failure));
            var unusedReading = reading.whenComplete((nothing, failure) -> stage.cancel(true));
        } catch (RuntimeException | Error e) {
            reading.completeExceptionally(e);
        } finally {
            callEnded();
        }
    }

    private synchronized void callEnded() {
        calling = false;
    }

    private static void complete(CompletableFuture<Void> reading, @Nullable Throwable failure) {
        if (failure == null) {
            reading.complete(null);
        } else {
            reading.completeExceptionally(failure);
        }
    }

    /** What comes after the reading was given up is not taken: it may be torn, and the next reading is due. */
    private void take(CompletableFuture<Void> reading, SpecificRecord record) {
        if (!reading.isDone()) {
            synchronized (this) {
                records++;
            }
            publisher.accept(record);
        }
    }

    private void giveUp(CompletableFuture<Void> reading) {
        reading.completeExceptionally(new SourceException(
                FailureKind.TIMEOUT, "no answer within " + source.timeout().toMillis() / 1000.0 + " s"));
    }

    private void settle(long dueNanos, @Nullable Throwable failure) {
        long now = System.nanoTime();
        String said;
        synchronized (this) {
            inFlight = null;
            if (closed) {
                return;
            }
            if (failure == null) {
                readings++;
                lastSuccessMicros = clock.microsAt(now);
                lastSeconds = (now - dueNanos) / 1e9;
                said = complaint == null ? null : "answers again";
                complaint = null;
            } else {
                SourceException why = explain(failure);
                failures.merge(why.kind(), 1L, Long::sum);
                String sentence = String.valueOf(why.getMessage());
                said = sentence.equals(complaint) ? null : sentence;
                complaint = sentence;
            }
        }
        // Once per change, not once per reading.
        if (said != null && failure == null) {
            LOG.info("{}: {}", source.name(), said);
        } else if (said != null) {
            LOG.warn("{}: {}", source.name(), said);
        }
    }

    private SourceException explain(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof SourceException said) {
            return said;
        }
        if (cause instanceof CancellationException) {
            return new SourceException(FailureKind.INTERNAL, "the source gave up its own reading");
        }
        // What others say may hold a key, and is not for the people who read statuses.
        LOG.error("{}: a bug in the source", source.name(), cause);
        return new SourceException(FailureKind.INTERNAL, BUG);
    }

    private long everyNanos() {
        return source.every().toNanos();
    }

    SourceStatus status() {
        String details = asked(Source::details, BUG);
        Map<String, Long> leftOut = asked(Source::leftOut, Map.of());
        synchronized (this) {
            return new SourceStatus(
                    source.name(),
                    source.kind(),
                    readings,
                    records,
                    failures,
                    missed,
                    lastSuccessMicros,
                    lastSeconds,
                    leftOut,
                    details,
                    complaint);
        }
    }

    /** Asked outside of the lock: a stranger's code may take its time, or throw. */
    private <T> T asked(Function<Source, T> question, T otherwise) {
        try {
            return question.apply(source.named().source());
        } catch (RuntimeException e) {
            LOG.error("{}: a bug in the source", source.name(), e);
            return otherwise;
        }
    }

    /** Gives up the reading that runs and frees the source. */
    void close() {
        CompletableFuture<Void> running;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            running = inFlight;
        }
        if (running != null) {
            running.cancel(true);
        }
        try {
            source.named().source().close();
        } catch (RuntimeException e) {
            LOG.error("{}: a bug in the source", source.name(), e);
        }
    }
}
