package io.tachograph.api.limit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Redis what was used here, and learns what all instances have used together, of whatever was asked for since the last
 * time. While Redis is away the instance counts for itself, and what is still owed of it then is told later. Thread-safe.
 */
final class BudgetSync implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetSync.class);
    private static final long EVERY_MILLIS = 100;

    private final Buckets buckets;
    private final SharedLimits shared;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread background = new Thread(work, "budgets");
        background.setDaemon(true);
        return background;
    });
    private final Map<String, Untold> untold = new HashMap<>();

    /** What was asked for, and how much of it was taken. */
    private record Untold(Pace pace, double amount) {
        Untold and(Untold more) {
            return new Untold(more.pace(), amount + more.amount());
        }
    }

    private BudgetSync(Buckets buckets, SharedLimits shared) {
        this.buckets = buckets;
        this.shared = shared;
    }

    static BudgetSync start(Buckets buckets, SharedLimits shared) {
        BudgetSync sync = new BudgetSync(buckets, shared);
        ScheduledFuture<?> unused = sync.thread.scheduleWithFixedDelay(
                sync::guardedTell, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return sync;
    }

    /** Somebody wants to know how an account stands; what others have used of it is known a moment later. */
    synchronized void ask(String account, Pace pace) {
        note(account, pace, 0);
    }

    /** So much was used here. */
    synchronized void charge(String account, Pace pace, double amount) {
        buckets.charge(account, pace, amount);
        note(account, pace, amount);
    }

    private void note(String account, Pace pace, double amount) {
        untold.merge(account, new Untold(pace, amount), Untold::and);
    }

    private void guardedTell() {
        try {
            tell();
        } catch (RuntimeException e) {
            LOG.error("What was used of the budgets could not be told.", e);
        }
    }

    private void tell() {
        List<String> accounts;
        synchronized (this) {
            accounts = new ArrayList<>(untold.keySet());
        }
        for (String account : accounts) {
            if (!tell(account)) {
                return;
            }
        }
    }

    private boolean tell(String account) {
        @Nullable Untold taken;
        double owed;
        synchronized (this) {
            taken = untold.remove(account);
            if (taken == null) {
                return true;
            }
            // What has come back meanwhile is not owed any more, however long Redis was away.
            owed = Math.min(taken.amount(), buckets.taken(account, taken.pace()));
        }
        OptionalDouble all = shared.charge(account, taken.pace(), owed);
        synchronized (this) {
            if (all.isEmpty()) {
                note(account, taken.pace(), owed);
                return false;
            }
            @Nullable Untold since = untold.get(account);
            buckets.settle(account, taken.pace(), all.getAsDouble() + (since == null ? 0 : since.amount()));
        }
        return true;
    }

    @Override
    public void close() {
        thread.shutdown();
        guardedTell();
    }
}
