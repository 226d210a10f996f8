package io.tachograph.live;

import static io.tachograph.live.Records.alert;
import static io.tachograph.live.Records.event;
import static io.tachograph.live.Records.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.schemas.avro.Alert;
import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.codec.RecordEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveResultsTest {
    private static final long T = 1_700_000_000_000L;
    private static final LiveSelection FLEET = new LiveSelection(EnumSet.allOf(LiveKind.class), Map.of(), List.of());

    private final LiveResults results = new LiveResults();
    private final RecordEncoder<RequestWindow> windows = new RecordEncoder<>(RequestWindow.getClassSchema());
    private final RecordEncoder<Alert> alerts = new RecordEncoder<>(Alert.getClassSchema());
    private long offset;

    @Test
    void windowsOfOneTime_areMergedAsIfTheyWereOne() {
        take(window("a", "x", T, 10));
        take(window("b", "x", T, 30));

        JsonNode merged = changes(LivePosition.START, FLEET).get(0);

        assertThat(merged.get("requests").asLong()).isEqualTo(42);
        assertThat(merged.get("failed").asLong()).isEqualTo(2);
        assertThat(merged.at("/latencies/ttft/n").asLong()).isEqualTo(40);
        // Values are 1…10 ms and 1…30 ms: of 40 the 20th is 10 ms.
        assertThat(merged.at("/latencies/ttft/p50").asDouble()).isCloseTo(0.010, within(0.010 * 0.0109));
        assertThat(merged.at("/latencies/ttft/mean").asDouble()).isCloseTo((55 + 465) / 40e3, within(1e-12));
    }

    @Test
    void window_thatIsToldAgain_replacesWhatWasToldBefore() {
        take(window("a", "x", T, 10));
        LivePosition before = results.position();
        take(revised(window("a", "x", T, 25), 2));
        take(window("a", "x", T, 5));

        List<JsonNode> changed = changes(before, FLEET);

        assertThat(changed).hasSize(1);
        assertThat(changed.get(0).get("requests").asLong()).isEqualTo(26);
        assertThat(changes(results.position(), FLEET)).isEmpty();
    }

    @Test
    void groupsAndFilters_partAndLeaveOut() {
        take(window("a", "x", T, 1));
        take(window("b", "y", T, 2));
        take(window("c", "z", T, 3));
        LiveSelection xAndY = new LiveSelection(
                Set.of(LiveKind.WINDOW),
                Map.of(LiveDimension.MODEL, Set.of("x", "y")),
                List.of(LiveDimension.MODEL, LiveDimension.ORIGIN));

        assertThat(changes(LivePosition.START, xAndY))
                .extracting(change -> change.get("labels").toString())
                .containsExactly("{\"model\":\"x\",\"origin\":\"probe\"}", "{\"model\":\"y\",\"origin\":\"probe\"}");
    }

    @Test
    void onlyGroupsThatChanged_areTold() {
        take(window("a", "x", T, 1));
        take(window("b", "y", T, 1));
        LivePosition before = results.position();
        take(revised(window("b", "y", T, 9), 2));
        LiveSelection byModel = new LiveSelection(Set.of(LiveKind.WINDOW), Map.of(), List.of(LiveDimension.MODEL));

        assertThat(changes(before, byModel))
                .extracting(change -> change.at("/labels/model").asText())
                .containsExactly("y");
    }

    @Test
    void whoeverWasAwayForLongerThanWindowsAreKept_isToldThatSomethingIsMissing() {
        take(window("a", "x", T, 1));
        LivePosition early = results.position();
        take(window("a", "x", T + 10_000, 1));
        assertThat(results.changesSince(early, FLEET).incomplete()).isFalse();

        take(window("a", "x", T + LiveWindows.KEPT.toMillis() + 20_000, 1));

        assertThat(results.changesSince(early, FLEET).incomplete()).isTrue();
        assertThat(results.changesSince(results.position(), FLEET).incomplete()).isFalse();
    }

    @Test
    void position_ofOneInstanceIsUnderstoodByAnother() {
        take(window("a", "x", T, 1));
        results.accept(LiveKind.ALERT, 0, 0, "k".getBytes(StandardCharsets.UTF_8), alerts.encode(alert("k", "a")));

        String text = results.position().toString();

        assertThat(text).isEqualTo("window0-0_alert0-0");
        assertThat(LivePosition.parse(text)).contains(results.position());
        assertThat(LivePosition.parse("window0-x")).isEmpty();
        assertThat(LivePosition.parse("")).isEmpty();
    }

    @Test
    void event_isHeardAsItWasToldLast_byWhomItConcerns() {
        tell(event("run-1", "a", "begins", 1));
        tell(event("run-1", "a", "is over", 3));
        tell(event("run-1", "a", "late news", 2));
        tell(event("", "b", "fell", 1));
        tell(event("", "", "all fell", 1));
        LiveSelection ofA =
                new LiveSelection(Set.of(LiveKind.EVENT), Map.of(LiveDimension.TARGET, Set.of("a")), List.of());

        assertThat(changes(LivePosition.START, FLEET))
                .extracting(event ->
                        event.get("id").textValue() + " " + event.get("text").textValue())
                .containsExactly("run-1 is over", "5000000|fault|b fell", "5000000|fault| all fell");
        assertThat(changes(LivePosition.START, ofA))
                .extracting(event -> event.get("text").textValue())
                .containsExactly("is over", "all fell");
    }

    @Test
    void ofManyEvents_theNewestAreKept() {
        for (int i = 0; i <= LiveEvents.MOST; i++) {
            tell(event("run-" + i, "a", "begins", 1));
        }
        assertThat(changes(LivePosition.START, FLEET))
                .hasSize(LiveEvents.MOST)
                .extracting(event -> event.get("id").textValue())
                .doesNotContain("run-0")
                .contains("run-1");
        assertThat(results.changesSince(LivePosition.START, FLEET).incomplete()).isTrue();
    }

    @Test
    void recordThatNobodyCanRead_isCountedAndLeftOut() {
        results.accept(LiveKind.WINDOW, 0, 0, null, new byte[] {1, 2, 3});
        results.accept(LiveKind.WINDOW, 0, 1, null, null);

        assertThat(results.unreadable()).isEqualTo(2);
        assertThat(changes(LivePosition.START, FLEET)).isEmpty();
    }

    private void tell(Event event) {
        results.accept(
                LiveKind.EVENT, 0, offset++, null, new RecordEncoder<Event>(Event.getClassSchema()).encode(event));
    }

    private void take(RequestWindow window) {
        results.accept(LiveKind.WINDOW, 0, offset++, null, windows.encode(window));
    }

    private List<JsonNode> changes(LivePosition since, LiveSelection selection) {
        return results.changesSince(since, selection).changes().stream()
                .<JsonNode>map(LiveChange::json)
                .toList();
    }

    private static RequestWindow revised(RequestWindow window, int revision) {
        return RequestWindow.newBuilder(window).setRevision(revision).build();
    }
}
