package io.tachograph.standalone.truth;

import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.RequestWindow;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The window topic as a reader has it that keeps of each window the emission that replaces all others. */
final class WindowTopic {
    private static final Comparator<RequestWindow> KNOWS_MORE = Comparator.comparing(RequestWindow::getEpoch)
            .thenComparing(RequestWindow::getRequests)
            .thenComparing(RequestWindow::getComplete)
            .thenComparing(RequestWindow::getRevision);

    private final List<RequestWindow> emissions;

    WindowTopic(KafkaAccess brokers) {
        emissions = TopicReader.records(brokers, Topics.REQUEST_WINDOWS).stream()
                .map(RequestWindow.class::cast)
                .toList();
    }

    /** By the key that the tables are read by. */
    Map<String, StoredWindows.Window> newest(Duration resolution) {
        Map<String, RequestWindow> newest = new TreeMap<>();
        for (RequestWindow window : emissions) {
            if (window.getResolutionMillis() == resolution.toMillis()) {
                newest.merge(key(window), window, (a, b) -> KNOWS_MORE.compare(a, b) > 0 ? a : b);
            }
        }
        Map<String, StoredWindows.Window> windows = new TreeMap<>();
        newest.forEach((key, window) -> windows.put(
                key,
                new StoredWindows.Window(
                        window.getComplete(),
                        window.getRequests(),
                        window.getDuplicates(),
                        window.getInputTokens(),
                        window.getCachedInputTokens(),
                        window.getOutputTokens(),
                        window.getKernelStamped(),
                        new TreeMap<>(window.getOutcomes()))));
        return windows;
    }

    private static String key(RequestWindow window) {
        return String.join(
                "|",
                window.getTarget(),
                window.getCluster(),
                window.getFramework(),
                window.getModel(),
                window.getEngineVersion(),
                window.getTenant(),
                window.getOrigin().name().toLowerCase(Locale.ROOT),
                window.getPromptBand(),
                Boolean.toString(window.getStreamed()),
                Long.toString(window.getWindowStartMillis() / 1_000));
    }
}
