package io.tachograph.api.live;

import io.tachograph.live.LiveChanges;
import io.tachograph.live.LivePosition;
import io.tachograph.live.LiveResults;
import io.tachograph.live.LiveSelection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The listeners with the same request: what they hear is made once. */
final class LiveChannel {
    private final LiveResults results;
    private final LiveSelection selection;
    private final Set<LiveListener> listeners = ConcurrentHashMap.newKeySet();
    private final AtomicInteger members = new AtomicInteger();
    private LivePosition told;

    LiveChannel(LiveResults results, LiveSelection selection) {
        this.results = results;
        this.selection = selection;
        this.told = results.position();
    }

    /** Keeps a place for a listener who will join: from here on until he leaves there is somebody to tell. */
    void expect() {
        members.incrementAndGet();
    }

    /** Takes a listener in, who first hears what he missed. */
    synchronized void join(LiveListener listener, LiveQuestion question) {
        // The others hear it first, so that all are at one place.
        tell();
        LivePosition since = question.after().orElse(told);
        LiveChanges missed = results.changesSince(since, selection);
        listener.send(EventText.welcome(missed, question.lost() || missed.incomplete()));
        listeners.add(listener);
        if (listener.end().isDone()) {
            // He has left before he was in.
            listeners.remove(listener);
        }
    }

    void leave(LiveListener listener) {
        listeners.remove(listener);
        members.decrementAndGet();
    }

    /**
     * Tells everybody what changed.
     *
     * @return how many were cut off
     */
    synchronized int tell() {
        LiveChanges changes = results.changesSince(told, selection);
        told = changes.upTo();
        return changes.changes().isEmpty() ? 0 : send(EventText.changes(changes));
    }

    /** Sends the same bytes to everybody; returns how many were cut off. */
    int send(byte[] bytes) {
        int cutOff = 0;
        for (LiveListener listener : listeners) {
            if (!listener.send(bytes)) {
                cutOff++;
            }
        }
        return cutOff;
    }

    /** Ends those whose key or session no longer counts. */
    void checkListeners() {
        listeners.forEach(LiveListener::check);
    }

    /** Whether nobody listens or is about to. */
    boolean isEmpty() {
        return members.get() == 0;
    }
}
