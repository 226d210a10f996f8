package io.tachograph.live;

import java.util.List;

/**
 * What changed after a position, each thing once and as it is now.
 *
 * @param upTo the position after it
 * @param incomplete something in between is no longer known here, and the store has to be asked
 */
public record LiveChanges(List<LiveChange> changes, LivePosition upTo, boolean incomplete) {
    public LiveChanges {
        changes = List.copyOf(changes);
    }
}
