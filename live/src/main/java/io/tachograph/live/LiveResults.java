package io.tachograph.live;

import io.tachograph.schemas.avro.Alert;
import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.Ranking;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The newest results that are known: the windows of the last quarter of an hour, of every ranking and alert the last
 * state, and the newest events. Takes records as they come and answers what changed since a position. Thread-safe.
 */
public final class LiveResults {
    private final RecordDecoder decoder = new RecordDecoder();
    private final LiveWindows windows = new LiveWindows();
    private final NewestByKey<String, Ranking> rankings = new NewestByKey<>();
    private final NewestByKey<String, Alert> alerts = new NewestByKey<>();
    private final LiveEvents events = new LiveEvents();
    private final FleetTotals fleet;
    private boolean begun;
    private long read;
    private long unreadable;

    public LiveResults() {
        this(Instant.now());
    }

    /** @param since windows that start earlier are sent live, but not added up */
    public LiveResults(Instant since) {
        fleet = new FleetTotals(since.toEpochMilli());
    }

    /** Somebody is about to read results into this. */
    synchronized void begin() {
        begun = true;
    }

    /** Whether somebody reads results into this. */
    public synchronized boolean isRead() {
        return begun || read > 0;
    }

    /** Takes one record of the topic of a kind. One that nobody can read is counted and left out. */
    public synchronized void accept(
            LiveKind kind, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value) {
        newestOf(kind).read(partition, offset);
        try {
            take(decoder.decode(value), text(key), partition, offset);
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            unreadable++;
        }
        read++;
    }

    /** Records that were read since the start: when it is the same as before, nothing changed. */
    public synchronized long read() {
        return read;
    }

    private void take(SpecificRecord record, String key, int partition, long offset) {
        if (record instanceof RequestWindow window) {
            if (window.getResolutionMillis() == LiveWindows.WINDOW_MILLIS) {
                take(LiveWindow.of(window), partition, offset);
            }
        } else if (record instanceof Ranking ranking) {
            rankings.put(key, ranking, partition, offset);
        } else if (record instanceof Alert alert) {
            alerts.put(key, alert, partition, offset);
        } else if (record instanceof Event event) {
            events.put(event, partition, offset);
        }
    }

    private void take(LiveWindow window, int partition, long offset) {
        if (windows.put(window, partition, offset)) {
            fleet.add(window);
        }
    }

    /** The fleet as monitoring wants it: what complete windows add up to, and the newest rankings and alerts. */
    public synchronized LiveFleet fleet() {
        long end = fleet.newestEndMillis();
        return new LiveFleet(
                Instant.ofEpochMilli(fleet.sinceMillis()),
                end == 0 ? null : Instant.ofEpochMilli(end),
                fleet.groups(),
                fleet.merged(),
                rankings.all(),
                alerts.all());
    }

    /** Records that nobody could read, since the start. */
    public synchronized long unreadable() {
        return unreadable;
    }

    /** How far the topics have been read. */
    public synchronized LivePosition position() {
        Map<LiveKind, NavigableMap<Integer, Long>> offsets = new EnumMap<>(LiveKind.class);
        for (LiveKind kind : LiveKind.values()) {
            offsets.put(kind, newestOf(kind).position());
        }
        return new LivePosition(offsets);
    }

    /** What changed after a position, of what a selection takes. */
    public synchronized LiveChanges changesSince(LivePosition since, LiveSelection selection) {
        List<LiveChange> changes = new ArrayList<>();
        boolean incomplete = false;
        for (LiveKind kind : LiveKind.values()) {
            if (selection.kinds().contains(kind)) {
                incomplete |= newestOf(kind).forgotSince(since, kind);
                add(kind, since, selection, changes);
            }
        }
        return new LiveChanges(changes, position(), incomplete);
    }

    private void add(LiveKind kind, LivePosition since, LiveSelection selection, List<LiveChange> changes) {
        switch (kind) {
            case WINDOW ->
                windows.changes(selection, since)
                        .forEach(sum -> changes.add(new LiveChange(kind, sum.toJson(selection))));
            case RANKING ->
                rankings.changedSince(since, kind).stream()
                        .map(rankings::get)
                        .filter(ranking -> ranking != null && takes(selection, ranking))
                        .forEach(ranking -> changes.add(new LiveChange(kind, RankingJson.of(ranking, selection))));
            case ALERT ->
                alerts.changedSince(since, kind).stream()
                        .map(alerts::get)
                        .filter(alert -> alert != null && takes(selection, alert))
                        .forEach(alert -> changes.add(new LiveChange(kind, AlertJson.of(alert))));
            case EVENT ->
                events.newest().changedSince(since, kind).stream()
                        .map(events.newest()::get)
                        .filter(event -> event != null && takes(selection, event))
                        .forEach(event -> changes.add(new LiveChange(kind, EventJson.of(event))));
        }
    }

    private static String text(byte @Nullable [] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    private NewestByKey<?, ?> newestOf(LiveKind kind) {
        return switch (kind) {
            case WINDOW -> windows.newest();
            case RANKING -> rankings;
            case ALERT -> alerts;
            case EVENT -> events.newest();
        };
    }

    private static boolean takes(LiveSelection selection, Ranking ranking) {
        return selection.takes(LiveDimension.ORIGIN, AlertJson.lower(ranking.getOrigin()))
                && selection.takes(LiveDimension.PROMPT_BAND, ranking.getPromptBand())
                && selection.takes(LiveDimension.STREAMED, Boolean.toString(ranking.getStreamed()));
    }

    private static boolean takes(LiveSelection selection, Alert alert) {
        return selection.takes(LiveDimension.TARGET, alert.getTarget())
                && selection.takes(LiveDimension.CLUSTER, alert.getCluster())
                && selection.takes(LiveDimension.MODEL, alert.getModel());
    }

    /** What happened to nothing in particular concerns every target. */
    private static boolean takes(LiveSelection selection, Event event) {
        String subject = event.getSubject();
        return selection.takes(LiveDimension.TARGET, subject.isEmpty() ? null : subject);
    }
}
