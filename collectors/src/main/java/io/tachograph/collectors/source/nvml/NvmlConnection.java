package io.tachograph.collectors.source.nvml;

import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one session with the library for as long as it is good, and opens the next one when it is not: when a GPU was lost,
 * or somebody else in this process shut the library down. Used by one thread at a time; a second one is told so, since a
 * call into a driver that hangs cannot be ended.
 */
final class NvmlConnection implements AutoCloseable {
    /** While a GPU is missing: how soon all are looked up again, which takes the driver a while. */
    private static final long LOOK_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

    /** What is done with a session. */
    interface Work {
        void with(NvmlSession session) throws NvmlException;
    }

    private final String libraryName;
    private final LongSupplier nanoTime;
    private final Refusals refusals;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable NvmlLibrary library;
    private @Nullable NvmlSession session;
    private long openedNanos;
    private volatile boolean closed;

    /**
     * @param libraryName or path
     * @param nanoTime the monotonic clock
     */
    NvmlConnection(String libraryName, LongSupplier nanoTime) {
        this.libraryName = libraryName;
        this.nanoTime = nanoTime;
        this.refusals = new Refusals(nanoTime);
    }

    /** @throws SourceException when it could not be done, or not for all GPUs */
    void use(Work work) throws SourceException {
        if (!turn.tryLock()) {
            throw new SourceException(
                    FailureKind.TIMEOUT,
                    "an earlier call has not come back from the NVIDIA driver: look for Xid messages in the kernel's log");
        }
        try {
            useNow(work);
        } catch (NvmlException e) {
            throw e.asFailure();
        } finally {
            turn.unlock();
            if (closed) {
                close(); // It could not while the call ran.
            }
        }
    }

    private void useNow(Work work) throws NvmlException, SourceException {
        try {
            attempt(work);
        } catch (NvmlException e) {
            if (e.code() != NvmlCode.UNINITIALIZED) {
                throw e;
            }
            attempt(work);
        }
    }

    private void attempt(Work work) throws NvmlException, SourceException {
        NvmlSession open = session();
        try {
            work.with(open);
        } catch (NvmlException e) {
            drop();
            throw e;
        }
        if (!open.lost().isEmpty()) {
            throw open.lost().get(0);
        }
    }

    private NvmlSession session() throws NvmlException, SourceException {
        if (session != null && !session.lost().isEmpty() && nanoTime.getAsLong() - openedNanos >= LOOK_AGAIN_NANOS) {
            drop();
        }
        if (session == null) {
            if (library == null) {
                library = NvmlLibrary.load(libraryName);
            }
            session = NvmlSession.open(library, refusals);
            openedNanos = nanoTime.getAsLong();
        }
        return session;
    }

    private void drop() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    /** A call that has not come back ends its session when it does. */
    @Override
    public void close() {
        closed = true;
        if (turn.tryLock()) {
            try {
                drop();
            } finally {
                turn.unlock();
            }
        }
    }
}
