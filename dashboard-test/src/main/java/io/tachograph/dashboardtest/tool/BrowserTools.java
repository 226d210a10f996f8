package io.tachograph.dashboardtest.tool;

import static io.tachograph.dashboardtest.tool.ToolParameter.optional;
import static io.tachograph.dashboardtest.tool.ToolParameter.required;

import io.tachograph.dashboardtest.page.ElementChoice;
import io.tachograph.dashboardtest.page.TestedPage;
import io.tachograph.dashboardtest.tool.ToolParameter.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** All that an assistant can do in the browser. Thread-safe. */
public final class BrowserTools {
    private static final int USUAL_WAIT_SECONDS = 10;
    private static final int LONGEST_WAIT_SECONDS = 60;

    private static final ToolParameter SELECTOR =
            optional("selector", Kind.TEXT, "CSS selector of the element; either this or label.");
    private static final ToolParameter LABEL = optional(
            "label",
            Kind.TEXT,
            "What people call the element: its text, label, placeholder or title; either this or selector.");
    private static final ToolParameter NTH =
            optional("nth", Kind.WHOLE, "Which one, counted from 1, where several have this selector or label.");

    private final TestedPage page;
    private final AtomicInteger pictures = new AtomicInteger();

    public BrowserTools(TestedPage page) {
        this.page = page;
    }

    /** Each with a name of its own. */
    public List<BrowserTool> all() {
        return List.of(
                open(),
                click(),
                type(),
                selectRange(),
                waitFor(),
                readText(),
                readTable(),
                consoleErrors(),
                screenshot());
    }

    private BrowserTool open() {
        return new BrowserTool(
                "open",
                "Opens a page of the dashboard in a fresh tab and waits until it has come to rest.",
                List.of(required(
                        "path",
                        Kind.TEXT,
                        "Path such as /#/overview?from=now-1h, or a whole address of the same site.")),
                given -> ToolAnswer.of(page.open(given.text("path"))));
    }

    private BrowserTool click() {
        return new BrowserTool(
                "click",
                "Clicks an element, named by selector or label, or a point x, y of the last screenshot of the window.",
                List.of(
                        SELECTOR,
                        LABEL,
                        NTH,
                        optional("x", Kind.NUMBER, "Pixels from the left of the window, instead of an element."),
                        optional("y", Kind.NUMBER, "Pixels from its top.")),
                given -> ToolAnswer.of(
                        points(given, "x", "y")
                                ? page.clickAt(given.number("x", 0), given.number("y", 0))
                                : page.click(element(given))));
    }

    private BrowserTool type() {
        return new BrowserTool(
                "type",
                "Replaces what an input holds by a text; of a list of choices it chooses the one with this text.",
                List.of(
                        required("text", Kind.TEXT, "What to type."),
                        SELECTOR,
                        LABEL,
                        NTH,
                        optional("enter", Kind.FLAG, "Whether to press Enter at the end.")),
                given -> ToolAnswer.of(page.type(element(given), given.text("text"), given.flag("enter"))));
    }

    private BrowserTool selectRange() {
        return new BrowserTool(
                "select_range",
                "Drags, as to choose a range of time in a plot: across an element from one share of its width to another, or"
                        + " between two points of the last screenshot of the window.",
                List.of(
                        SELECTOR,
                        LABEL,
                        NTH,
                        optional("from", Kind.NUMBER, "Share of the element's width to begin at, from 0 to 1 (0.25)."),
                        optional("to", Kind.NUMBER, "Share of its width to end at (0.75)."),
                        optional("from_x", Kind.NUMBER, "Pixels from the left of the window, instead of an element."),
                        optional("from_y", Kind.NUMBER, "Pixels from its top."),
                        optional("to_x", Kind.NUMBER, "Where to end."),
                        optional("to_y", Kind.NUMBER, "Where to end.")),
                given -> ToolAnswer.of(
                        points(given, "from_x", "from_y", "to_x", "to_y")
                                ? page.drag(
                                        given.number("from_x", 0),
                                        given.number("from_y", 0),
                                        given.number("to_x", 0),
                                        given.number("to_y", 0))
                                : page.selectRange(
                                        element(given), share(given, "from", 0.25), share(given, "to", 0.75))));
    }

    private BrowserTool waitFor() {
        return new BrowserTool(
                "wait_for",
                "Waits until the page shows a text.",
                List.of(
                        required("text", Kind.TEXT, "The text, as it is shown."),
                        optional("seconds", Kind.WHOLE, "How long at most, up to 60 (10).")),
                given -> {
                    int seconds = (int) given.number("seconds", USUAL_WAIT_SECONDS);
                    if (seconds < 1 || seconds > LONGEST_WAIT_SECONDS) {
                        throw new IllegalArgumentException("seconds must be 1 to " + LONGEST_WAIT_SECONDS + ".");
                    }
                    return ToolAnswer.of(page.awaitText(given.text("text"), Duration.ofSeconds(seconds)));
                });
    }

    private BrowserTool readText() {
        return new BrowserTool(
                "read_text",
                "The text that the page shows, or a part of it.",
                List.of(optional("selector", Kind.TEXT, "CSS selector of the part.")),
                given -> ToolAnswer.of(page.text(given.textOrNull("selector"))));
    }

    private BrowserTool readTable() {
        return new BrowserTool(
                "read_table",
                "A table, its cells apart by |. Where the page has several and none is chosen: which there are.",
                List.of(optional("selector", Kind.TEXT, "CSS selector of the table."), NTH),
                given -> ToolAnswer.of(page.table(given.textOrNull("selector"), given.wholeOrNull("nth"))));
    }

    private BrowserTool consoleErrors() {
        return new BrowserTool(
                "console_errors",
                "Errors and warnings since the last call: of scripts, of requests that failed, of broken policies.",
                List.of(),
                given -> {
                    List<String> complaints = page.complaints();
                    return ToolAnswer.of(complaints.isEmpty() ? "None." : String.join("\n", complaints));
                });
    }

    private BrowserTool screenshot() {
        return new BrowserTool(
                "screenshot",
                "A picture of what the window shows, 1280 by 900 pixels, or of the whole page.",
                List.of(optional(
                        "whole_page",
                        Kind.FLAG,
                        "The page down to 4000 pixels; its points are not those of the window.")),
                given -> {
                    byte[] png = page.screenshot(given.flag("whole_page"));
                    String name = String.format(Locale.ROOT, "screenshot-%02d.png", pictures.incrementAndGet());
                    return new ToolAnswer(name, false, new Picture(name, png));
                });
    }

    private static ElementChoice element(ToolArguments given) {
        return new ElementChoice(given.textOrNull("selector"), given.textOrNull("label"), given.wholeOrNull("nth"));
    }

    private static double share(ToolArguments given, String name, double otherwise) {
        double share = given.number(name, otherwise);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " must be 0 to 1.");
        }
        return share;
    }

    /** Whether points were given: all of them, and no element. */
    private static boolean points(ToolArguments given, String... names) {
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            if (!given.has(name)) {
                missing.add(name);
            }
        }
        if (missing.size() == names.length) {
            return false;
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("The argument " + missing.get(0) + " is missing.");
        }
        if (given.has("selector") || given.has("label")) {
            throw new IllegalArgumentException("Name an element or points, not both.");
        }
        return true;
    }
}
