package io.tachograph.dashboardtest.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.browser.BrowserException;
import io.tachograph.browser.Tab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tester does to a page. Each method tells what happened, in words; what did not happen is a {@link BrowserException}
 * in one sentence, and what makes no sense an {@link IllegalArgumentException}. Thread-safe.
 */
public final class TestedPage {
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration LONGEST_UNREST = Duration.ofSeconds(10);
    private static final int HIGHEST_PICTURE = 4_000;
    private static final int MOST_CHARACTERS = 20_000;
    private static final int MOST_ROWS = 200;
    private static final int ENTER = 13;

    private static final PageScript TYPE = new PageScript("type.js");
    private static final PageScript TEXT = new PageScript("text.js");
    private static final PageScript TABLE = new PageScript("table.js");
    private static final String WHERE = "({ address: location.href, title: document.title,"
            + " status: performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0 })";

    private final BrowserSession session;

    public TestedPage(BrowserSession session) {
        this.session = session;
    }

    /** Opens a place of the site in a tab of its own. */
    public String open(String place) {
        Site site = session.site();
        String address = site.address(place);
        return session.inNewTab(tab -> {
            tab.open(address, site.longestLoad());
            String told = "Opened. " + state(tab);
            int status = tab.value(WHERE).path("status").asInt();
            return status >= 400 ? told + " The server answered with status " + status + "." : told;
        });
    }

    public String click(ElementChoice choice) {
        return session.inTab(tab -> {
            FoundElement element = FoundElement.of(tab, choice);
            tab.click(element.x(), element.y());
            return "Clicked " + element.what() + ". " + state(tab);
        });
    }

    /** Clicks at a point of the window, in CSS pixels, which are those of screenshots. */
    public String clickAt(double x, double y) {
        inWindow(x, y);
        return session.inTab(tab -> {
            tab.click(x, y);
            return "Clicked. " + state(tab);
        });
    }

    /** Replaces what an element holds; of a list of choices it chooses one. */
    public String type(ElementChoice choice, String text, boolean enter) {
        return session.inTab(tab -> {
            FoundElement element = FoundElement.of(tab, choice);
            if (TYPE.run(tab, Map.of("text", text)).path("insert").asBoolean()) {
                tab.type(text);
            }
            if (enter) {
                tab.press("Enter", ENTER);
            }
            return "Typed into " + element.what() + ". " + state(tab);
        });
    }

    /** Drags across an element, from one share of its width to another. */
    public String selectRange(ElementChoice choice, double fromShare, double toShare) {
        return session.inTab(tab -> {
            FoundElement element = FoundElement.of(tab, choice);
            double y = element.top() + element.height() / 2;
            tab.drag(element.left() + element.width() * fromShare, y, element.left() + element.width() * toShare, y);
            return "Dragged across " + element.what() + ". " + state(tab);
        });
    }

    /** Drags from one point of the window to another. */
    public String drag(double fromX, double fromY, double toX, double toY) {
        inWindow(fromX, fromY);
        inWindow(toX, toY);
        return session.inTab(tab -> {
            tab.drag(fromX, fromY, toX, toY);
            return "Dragged. " + state(tab);
        });
    }

    private static void inWindow(double x, double y) {
        if (!(x >= 0 && x < BrowserSession.WIDTH && y >= 0 && y < BrowserSession.HEIGHT)) {
            throw new IllegalArgumentException("The window is " + BrowserSession.WIDTH + " by " + BrowserSession.HEIGHT
                    + " pixels, and " + x + ", " + y + " is outside.");
        }
    }

    public String awaitText(String text, Duration atMost) {
        return session.inTab(tab -> {
            if (!tab.await("document.body.innerText.includes(" + Tab.quoted(text) + ")", atMost)) {
                throw new BrowserException("The page did not show '" + text + "' within " + atMost.toSeconds() + " s.");
            }
            return "The page shows it. " + state(tab);
        });
    }

    /** @param selector whose text; null: that of the whole page */
    public String text(@Nullable String selector) {
        String text = session.inTab(tab -> TEXT.run(tab, selector == null ? Map.of() : Map.of("selector", selector)))
                .path("text")
                .asText();
        return text.length() <= MOST_CHARACTERS
                ? text
                : text.substring(0, MOST_CHARACTERS) + "\n(" + (text.length() - MOST_CHARACTERS)
                        + " more characters; choose a part by selector)";
    }

    /** A table as lines of cells; where there are several and none is chosen, their names. */
    public String table(@Nullable String selector, @Nullable Integer nth) {
        Map<String, Object> arguments = new HashMap<>();
        if (selector != null) {
            arguments.put("selector", selector);
        }
        if (nth != null) {
            arguments.put("nth", nth);
        }
        JsonNode found = session.inTab(tab -> TABLE.run(tab, arguments));
        List<String> lines = new ArrayList<>();
        if (found.has("tables")) {
            lines.add("There are several; choose one by nth:");
            int i = 1;
            for (JsonNode one : found.get("tables")) {
                lines.add(i++ + ": " + one.asText());
            }
        } else {
            JsonNode rows = found.path("rows");
            lines.add(found.path("heading").asText() + (found.path("hidden").asBoolean() ? " (not shown)" : "") + ", "
                    + rows.size() + " rows" + (rows.size() > MOST_ROWS ? ", the first " + MOST_ROWS : "") + ":");
            for (int i = 0; i < Math.min(MOST_ROWS, rows.size()); i++) {
                List<String> cells = new ArrayList<>();
                rows.get(i).forEach(cell -> cells.add(cell.asText()));
                lines.add(String.join(" | ", cells));
            }
        }
        return String.join("\n", lines);
    }

    /** Errors and warnings since the last call. */
    public List<String> complaints() {
        return session.inTab(Tab::complaints);
    }

    /** @param whole the page down to 4000 pixels, and not only what the window shows */
    public byte[] screenshot(boolean whole) {
        return session.inTab(tab -> whole ? tab.screenshotOfPage(HIGHEST_PICTURE) : tab.screenshot());
    }

    /** Where the page is after it has come to rest. */
    private static String state(Tab tab) {
        int open = tab.awaitQuiet(QUIET, LONGEST_UNREST);
        JsonNode where = tab.value(WHERE);
        int complaints = tab.waitingComplaints();
        return "The page is " + where.path("address").asText() + ", title '"
                + where.path("title").asText() + "'."
                + (open > 0 ? " It still waits for " + open + " requests." : "")
                + (complaints > 0 ? " The console has " + complaints + " new messages: see console_errors." : "");
    }
}
