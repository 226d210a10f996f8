package io.tachograph.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A tab of a browser. Its methods throw {@link BrowserException} when the browser does not do it, and {@link
 * BrowserGoneException} when there is none any more. Dialogs of pages are dismissed. Used by one thread at a time.
 */
public final class Tab implements AutoCloseable {
    private static final Duration LONGEST_LOAD = Duration.ofMinutes(2);

    private final DevTools tools;
    private final String target;
    private final String session;
    private final Complaints complaints = new Complaints();
    private final OpenRequests requests = new OpenRequests();
    private volatile CompletableFuture<Boolean> loaded = new CompletableFuture<>();
    private volatile @Nullable OriginGate gate;

    Tab(DevTools tools, String target, String session) {
        this.tools = tools;
        this.target = target;
        this.session = session;
        tools.listen(this::hear);
        for (String domain : List.of("Inspector", "Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    private void hear(JsonNode event) {
        if (!event.path("sessionId").asText().equals(session)) {
            return;
        }
        String method = event.path("method").asText();
        JsonNode said = event.path("params");
        complaints.hear(method, said);
        requests.hear(method, said);
        @Nullable OriginGate guard = gate;
        if (guard != null) {
            guard.hear(method, said);
        }
        switch (method) {
            case "Page.loadEventFired" -> loaded.complete(true);
            case "Inspector.targetCrashed" -> tools.end(session, "The page crashed.");
            case "Page.javascriptDialogOpening" -> {
                var unused = tools.send(session, "Page.handleJavaScriptDialog", Map.of("accept", false));
            }
            default -> {}
        }
    }

    /** What the browser complained of since the last call: errors, warnings, broken policies. */
    public List<String> complaints() {
        return complaints.take();
    }

    /** How many complaints the next call of {@link #complaints} gives. */
    public int waitingComplaints() {
        return complaints.count();
    }

    /** How large the window is, and whether its owner likes it dark. */
    public void look(int width, int height, boolean dark) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
        call(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Runs a script in every page that is opened from here on, before the page's own. */
    public void beforeEveryPage(String script) {
        call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /**
     * From here on the tab reaches one origin alone.
     *
     * @param origin such as {@code http://127.0.0.1:8000}
     * @param headers added to what it asks there
     */
    public void confineTo(String origin, Map<String, String> headers) {
        gate = new OriginGate(tools, session, complaints, origin, headers);
        call("Fetch.enable", Map.of("patterns", List.of(Map.of("urlPattern", "*"))));
    }

    /** Keeps a cookie for an address, which no script can read. */
    public void keepCookie(String url, String name, String value) {
        call("Network.setCookie", Map.of("url", url, "name", name, "value", value, "httpOnly", true));
    }

    /** Opens a page, and waits two minutes at most until it is loaded. */
    public void open(String url) {
        open(url, LONGEST_LOAD);
    }

    /** Opens a page, and waits until it is loaded. */
    public void open(String url, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        loaded = new CompletableFuture<>();
        CompletableFuture<JsonNode> begun = tools.send(session, "Page.navigate", Map.of("url", url));
        String late = url + " was not loaded within " + atMost.toSeconds() + " s.";
        try {
            JsonNode answer = within(begun, end);
            String error = answer.path("errorText").asText();
            if (!error.isEmpty()) {
                throw new BrowserException(url + " was not loaded: " + error + ".");
            }
            // Without a loader only the part behind # changed.
            if (answer.has("loaderId")) {
                within(loaded, end);
            }
        } catch (TimeoutException e) {
            var unused = tools.send(session, "Page.stopLoading", Map.of());
            throw new BrowserException(late);
        }
    }

    private static <T> T within(CompletableFuture<T> future, long end) throws TimeoutException {
        try {
            return future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BrowserException told ? told : new BrowserException("The browser failed.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrowserException("Interrupted.");
        }
    }

    /**
     * Waits until the page asks for nothing any more.
     *
     * @param quiet how long it must ask for nothing
     * @return how many requests were not answered when the time was over; 0 when it became quiet
     */
    public int awaitQuiet(Duration quiet, Duration atMost) {
        try {
            return requests.awaitNone(quiet, atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrowserException("Interrupted.");
        }
    }

    /** The value of an expression, after its promise where it is one. */
    public JsonNode value(String expression) {
        JsonNode result =
                call("Runtime.evaluate", Map.of("returnByValue", true, "awaitPromise", true, "expression", expression));
        if (result.has("exceptionDetails")) {
            JsonNode details = result.get("exceptionDetails");
            throw new BrowserException(details.at("/exception/description")
                    .asText(details.path("text").asText()));
        }
        return result.path("result").path("value");
    }

    /** Waits a minute until an expression is true. */
    public void await(String condition) {
        if (!await(condition, Duration.ofMinutes(1))) {
            throw new BrowserException("This did not come true: " + condition + ", in: "
                    + value("document.body.innerText").asText());
        }
    }

    /** @return whether an expression became true in time */
    public boolean await(String condition, Duration atMost) {
        return value("new Promise(done => { const end = Date.now() + " + atMost.toMillis()
                        + "; const look = () => { let held = false;"
                        + " try { held = Boolean(" + condition + "); } catch (e) { /* not there yet */ }"
                        + " if (held || Date.now() > end) done(held); else setTimeout(look, 25); }; look(); })")
                .asBoolean();
    }

    /** Presses and lets go of a key, by its name and its number. */
    public void press(String key, int number) {
        Map<String, Object> of = Map.of("key", key, "code", key, "windowsVirtualKeyCode", number);
        Map<String, Object> down = new HashMap<>(of);
        down.put("type", key.equals("Enter") ? "keyDown" : "rawKeyDown");
        if (key.equals("Enter")) {
            down.put("text", "\r");
        }
        Map<String, Object> up = new HashMap<>(of);
        up.put("type", "keyUp");
        call("Input.dispatchKeyEvent", down);
        call("Input.dispatchKeyEvent", up);
    }

    /** Writes text where the focus is. */
    public void type(String text) {
        call("Input.insertText", Map.of("text", text));
    }

    /** Clicks at a point of the window. */
    public void click(double x, double y) {
        mouse("mouseMoved", x, y, 0);
        mouse("mousePressed", x, y, 1);
        mouse("mouseReleased", x, y, 0);
    }

    /** Drags from one point of the window to another. */
    public void drag(double fromX, double fromY, double toX, double toY) {
        mouse("mouseMoved", fromX, fromY, 0);
        mouse("mousePressed", fromX, fromY, 1);
        mouse("mouseMoved", (fromX + toX) / 2, (fromY + toY) / 2, 1);
        mouse("mouseMoved", toX, toY, 1);
        mouse("mouseReleased", toX, toY, 0);
    }

    private void mouse(String type, double x, double y, int buttons) {
        call(
                "Input.dispatchMouseEvent",
                Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", buttons, "clickCount", 1));
    }

    /** What the window shows, as PNG. */
    public byte[] screenshot() {
        return picture(Map.of());
    }

    /** The whole page as PNG, down to a height in CSS pixels. */
    public byte[] screenshotOfPage(int highest) {
        JsonNode size = call("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
        Map<String, ?> clip = Map.of(
                "x", 0,
                "y", 0,
                "scale", 1,
                "width", size.get("width"),
                "height", Math.min(highest, size.get("height").asInt()));
        return picture(Map.of("captureBeyondViewport", true, "clip", clip));
    }

    private byte[] picture(Map<String, ?> parameters) {
        return Base64.getDecoder()
                .decode(call("Page.captureScreenshot", parameters).path("data").asText());
    }

    /** A text as a literal of JavaScript. */
    public static String quoted(String text) {
        return new TextNode(text).toString();
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
        return tools.call(session, method, parameters);
    }

    @Override
    public void close() {
        tools.call(DevTools.BROWSER, "Target.closeTarget", Map.of("targetId", target));
    }
}
