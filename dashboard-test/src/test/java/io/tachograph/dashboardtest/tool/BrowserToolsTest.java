package io.tachograph.dashboardtest.tool;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.dashboardtest.TestSession;
import io.tachograph.dashboardtest.TestSite;
import io.tachograph.dashboardtest.page.BrowserSession;
import io.tachograph.dashboardtest.page.TestedPage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each tool on a real page in a real browser. */
class BrowserToolsTest {
    private static @Nullable TestSite site;
    private static @Nullable BrowserSession session;
    private static Map<String, BrowserTool> tools = Map.of();

    @BeforeAll
    static void start() throws IOException {
        TestSite started = new TestSite();
        site = started;
        BrowserSession browser = TestSession.on(started);
        session = browser;
        tools = toolsOf(browser);
    }

    private static Map<String, BrowserTool> toolsOf(BrowserSession browser) {
        return new BrowserTools(new TestedPage(browser))
                .all().stream().collect(Collectors.toMap(BrowserTool::name, Function.identity()));
    }

    @AfterAll
    static void stop() {
        Stream.of(session, site).forEach(each -> {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @BeforeEach
    void open() {
        assertThat(call("open", Map.of("path", "/")).text()).contains("title 'Fleet'");
    }

    private static ToolAnswer call(String tool, Map<String, ?> arguments) {
        return requireNonNull(tools.get(tool)).call(arguments);
    }

    private static String done(String tool, Map<String, ?> arguments) {
        ToolAnswer answer = call(tool, arguments);
        assertThat(answer.failed()).as(answer.text()).isFalse();
        return answer.text();
    }

    private static String refused(String tool, Map<String, ?> arguments) {
        ToolAnswer answer = call(tool, arguments);
        assertThat(answer.failed()).as(answer.text()).isTrue();
        return answer.text();
    }

    private static String said() {
        return done("read_text", Map.of("selector", "#said"));
    }

    @Test
    void open_showsTheKeyToTheSite_andToNoScript() {
        assertThat(requireNonNull(site).keysSeen()).last().isEqualTo(TestSession.SECRET);
        assertThat(done("read_text", Map.of())).doesNotContain(TestSession.SECRET);
    }

    @Test
    void open_saysWhatTheServerAnswered_andGoesNowhereElse() {
        assertThat(done("open", Map.of("path", "/missing"))).contains("status 404");
        assertThat(refused("open", Map.of("path", "http://127.0.0.2:1/away"))).contains("must be a path");
        assertThat(refused("open", Map.of("path", "javascript:alert(1)"))).contains("must be a path");
    }

    @Test
    void click_pressesWhatPeopleCallSo() {
        assertThat(done("click", Map.of("label", "press me"))).startsWith("Clicked button 'Press me'.");
        assertThat(said()).isEqualTo("pressed");
    }

    @Test
    void click_onALinkToAnotherTab_staysInThisOne() {
        assertThat(done("click", Map.of("label", "Other page"))).contains("/other, title 'Other'");
        assertThat(done("read_text", Map.of())).hasSizeLessThan(21_000).contains("more characters");
    }

    @Test
    void click_onALinkToAnotherSite_isRefusedAndSaid() {
        done("click", Map.of("label", "Away"));

        assertThat(done("console_errors", Map.of())).contains("refused: http://127.0.0.2:1/away is not of");
    }

    static List<Arguments> clicks_thatCannotBe() {
        return List.of(
                Arguments.of(
                        Map.of("label", "Twice"), "2 elements have the label 'Twice'; choose one by nth: 1: button"),
                Arguments.of(Map.of("label", "Twice", "nth", 3), "Only 2"),
                Arguments.of(Map.of("label", "Nobody"), "Nothing has the label 'Nobody'."),
                Arguments.of(Map.of("label", "Covered"), "is covered by div 'a lid'"),
                Arguments.of(Map.of("selector", "]["), "']['  is not a CSS selector".replace("  ", " ")),
                Arguments.of(Map.of("selector", "script"), "is not shown"),
                Arguments.of(Map.of(), "one of selector and label"),
                Arguments.of(Map.of("selector", "a", "label", "b"), "one of selector and label"),
                Arguments.of(Map.of("x", 3), "The argument y is missing"),
                Arguments.of(Map.of("x", 3, "y", 4, "label", "a"), "not both"),
                Arguments.of(Map.of("x", 3_000, "y", 4), "The window is 1280 by 900"),
                Arguments.of(Map.of("label", 7), "label must be a text"),
                Arguments.of(Map.of("where", "there"), "Unknown argument 'where'; known: selector, label, nth, x, y."));
    }

    @ParameterizedTest
    @MethodSource
    void clicks_thatCannotBe(Map<String, ?> arguments, String sentence) {
        assertThat(refused("click", arguments)).contains(sentence);
        assertThat(said()).isEqualTo("nothing");
    }

    @Test
    void type_replacesWhatWasThere() {
        done("type", Map.of("label", "Name", "text", "after", "enter", true));
        assertThat(said()).isEqualTo("name after");

        done("type", Map.of("label", "Day", "text", "2026-11-30"));
        assertThat(said()).isEqualTo("day 2026-11-30");

        done("type", Map.of("label", "Size", "text", "large"));
        assertThat(said()).isEqualTo("size large");
        assertThat(refused("type", Map.of("label", "Size", "text", "huge"))).contains("only: small, large");
        assertThat(refused("type", Map.of("label", "Press me", "text", "x"))).contains("nothing to type into");
    }

    @Test
    void selectRange_dragsAcrossAnElement() {
        done("select_range", Map.of("selector", "#plot", "from", 0.25, "to", 0.5));

        assertThat(said()).isEqualTo("range 100 to 200");
        assertThat(refused("select_range", Map.of("selector", "#plot", "from", 25)))
                .contains("from must be 0 to 1");
    }

    @Test
    void waitFor_whatComesLate() {
        assertThat(done("wait_for", Map.of("text", "arrived late", "seconds", 60)))
                .contains("shows it");
        assertThat(refused("wait_for", Map.of("text", "never", "seconds", 1)))
                .contains("did not show 'never' within 1 s");
    }

    @Test
    void readTable_byElementsAndByRoles() {
        assertThat(done("read_table", Map.of())).contains("1: Ranking, 2 rows", "2: Grid, 2 rows");
        assertThat(done("read_table", Map.of("nth", 1))).isEqualTo("Ranking, 2 rows:\nModel | TTFT\natlas | 56 ms");
        assertThat(done("read_table", Map.of("nth", 2))).isEqualTo("Grid, 2 rows:\na\n1");
    }

    @Test
    void consoleErrors_areToldOnce_andDialogsDoNotBlock() {
        assertThat(done("open", Map.of("path", "/loud"))).contains("new messages");

        assertThat(done("console_errors", Map.of()))
                .contains("error: it broke 7", "dialog, dismissed: hello", "exception: TypeError");
        assertThat(done("console_errors", Map.of())).isEqualTo("None.");
    }

    @Test
    void screenshot_isOfTheWindow_orOfTheWholePage() throws IOException {
        ToolAnswer window = call("screenshot", Map.of());
        Picture picture = requireNonNull(window.picture());

        assertThat(window.text()).isEqualTo(picture.name()).matches("screenshot-\\d\\d\\.png");
        assertThat(sizeOf(picture)).isEqualTo("1280x900");
        call("open", Map.of("path", "/other"));
        assertThat(sizeOf(requireNonNull(
                        call("screenshot", Map.of("whole_page", true)).picture())))
                .startsWith("1280x");
    }

    private static String sizeOf(Picture picture) throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(picture.png()));
        return image.getWidth() + "x" + image.getHeight();
    }

    @Test
    void pageThatNeverAnswers_isSaid_andAnotherCanBeOpened() {
        try (BrowserSession hasty = TestSession.on(requireNonNull(site).url(), Duration.ofSeconds(2))) {
            Map<String, BrowserTool> its = toolsOf(hasty);

            assertThat(requireNonNull(its.get("open"))
                            .call(Map.of("path", "/never"))
                            .text())
                    .contains("was not loaded within 2 s");
            assertThat(requireNonNull(its.get("read_text")).call(Map.of()).failed())
                    .isFalse();
        }
    }

    @Test
    void beforeAPageIsOpen_toolsSaySo() {
        try (BrowserSession fresh = TestSession.on(requireNonNull(site))) {
            assertThat(requireNonNull(toolsOf(fresh).get("read_text"))
                            .call(Map.of())
                            .text())
                    .isEqualTo("No page is open: call open first.");
        }
    }

    @Test
    void browserThatDied_isSaid_andStartedAnewByOpen() {
        try (BrowserSession fragile = TestSession.on(requireNonNull(site))) {
            Map<String, BrowserTool> its = toolsOf(fragile);
            requireNonNull(its.get("open")).call(Map.of("path", "/"));
            // A shell that watches it is in between; its own children are further down.
            List<ProcessHandle> browsers = ProcessHandle.current()
                    .children()
                    .flatMap(ProcessHandle::children)
                    .filter(child -> child.info().command().orElse("").contains("chrom"))
                    .toList();
            ProcessHandle newest = browsers.stream()
                    .max(java.util.Comparator.comparing(
                            child -> child.info().startInstant().orElseThrow()))
                    .orElseThrow();
            newest.destroyForcibly();
            newest.onExit().join();

            ToolAnswer answer = requireNonNull(its.get("read_text")).call(Map.of());

            assertThat(answer.failed()).isTrue();
            assertThat(answer.text()).contains("ended", "Call open to start anew.");
            assertThat(requireNonNull(its.get("open")).call(Map.of("path", "/")).text())
                    .contains("title 'Fleet'");
            assertThat(fragile.deaths()).isEqualTo(1);
        }
    }
}
