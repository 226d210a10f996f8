package io.tachograph.generation.worker;

import io.tachograph.client.endpoint.Target;

/**
 * A target, what this worker has in flight there, and whether it takes requests. One that turned a request away is shut, so
 * that an outage uses up no more attempts; when somebody listens there again one request is let through on trial, and when
 * that is answered, all. Used by one thread.
 */
final class TargetSlot {
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    private final Target target;
    private final long pauseMillis;
    private Standing standing = Standing.OPEN;
    private int inFlight;
    private long nextPauseMillis;

    private enum Standing {
        OPEN,
        SHUT,
        ON_TRIAL
    }

    /** @param pauseMillis how long it is left alone at first; twice as long each further time */
    TargetSlot(Target target, long pauseMillis) {
        this.target = target;
        this.pauseMillis = pauseMillis;
        this.nextPauseMillis = pauseMillis;
    }

    Target target() {
        return target;
    }

    String slug() {
        return target.config().slug();
    }

    String model() {
        return target.config().model();
    }

    int inFlight() {
        return inFlight;
    }

    /** @param limit requests in flight when it is open */
    boolean hasRoom(int limit) {
        return switch (standing) {
            case OPEN -> inFlight < limit;
            case ON_TRIAL -> inFlight == 0;
            case SHUT -> false;
        };
    }

    void take() {
        inFlight++;
    }

    void release() {
        inFlight--;
    }

    /** @return whether it was not shut already */
    boolean shut() {
        boolean changed = standing != Standing.SHUT;
        standing = Standing.SHUT;
        return changed;
    }

    /** How long a shut one is to be left alone now. */
    long takePauseMillis() {
        long pause = nextPauseMillis;
        nextPauseMillis = Math.min(2 * pause, Math.max(LONGEST_PAUSE_MILLIS, pauseMillis));
        return pause;
    }

    /** Somebody listens there. */
    void tryOne() {
        standing = Standing.ON_TRIAL;
    }

    /** It answers a request. Of one that is shut that may be an older one, which says nothing of new ones.
     *
     * @return whether it takes more than before
     */
    boolean answers() {
        boolean opens = standing == Standing.ON_TRIAL;
        if (opens) {
            standing = Standing.OPEN;
            nextPauseMillis = pauseMillis;
        }
        return opens;
    }
}
