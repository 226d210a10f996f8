package io.tachograph.api.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A tab of a browser. */
public final class Tab implements AutoCloseable {
    private static final Set<String> LOUD = Set.of("error", "warning", "assert");

    private final DevTools tools;
    private final String target;
    private final String session;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Tab(DevTools tools, String target, String session) {
        this.tools = tools;
        this.target = target;
        this.session = session;
        tools.listen(this::hear);
        for (String domain : List.of("Page", "Runtime", "Log")) {
            call(domain + ".enable", "{}");
        }
    }

    private void hear(JsonNode event) {
        JsonNode said = event.path("params");
        if (!event.path("sessionId").asText().equals(session)) {
            return;
        }
        switch (event.path("method").asText()) {
            case "Runtime.exceptionThrown" ->
                complaints.add(said.at("/exceptionDetails").toString());
            case "Runtime.consoleAPICalled" -> {
                if (LOUD.contains(said.path("type").asText())) {
                    complaints.add(said.path("args").toString());
                }
            }
            // A content policy that was broken, and answers that are failures.
            case "Log.entryAdded" -> {
                if (LOUD.contains(said.at("/entry/level").asText())) {
                    complaints.add(said.at("/entry/text").asText() + " "
                            + said.at("/entry/url").asText());
                }
            }
            default -> {}
        }
    }

    /** What the browser complained of since the last call: errors, warnings, broken policies. */
    public List<String> complaints() {
        List<String> said = List.copyOf(complaints);
        complaints.clear();
        return said;
    }

    /** How large the window is, and whether its owner likes it dark. */
    public void look(int width, int height, boolean dark) {
        call(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\": " + width + ", \"height\": " + height + ", \"deviceScaleFactor\": 1, \"mobile\": "
                        + (width < 500) + "}");
        call(
                "Emulation.setEmulatedMedia",
                "{\"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \"" + (dark ? "dark" : "light")
                        + "\"}," + "{\"name\": \"prefers-reduced-motion\", \"value\": \"reduce\"}]}");
    }

    /** Runs a script in every page that is opened from here on, before the page's own. */
    public void beforeEveryPage(String script) {
        call("Page.addScriptToEvaluateOnNewDocument", "{\"source\": " + quoted(script) + "}");
    }

    public void open(String url) {
        call("Page.navigate", "{\"url\": " + quoted(url) + "}");
    }

    /** The value of an expression, after its promise where it is one. */
    public JsonNode value(String expression) {
        JsonNode result = call(
                "Runtime.evaluate",
                "{\"returnByValue\": true, \"awaitPromise\": true, \"expression\": " + quoted(expression) + "}");
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Waits until an expression is true. */
    public void await(String condition) {
        JsonNode held =
                value("new Promise(done => { const end = Date.now() + 60000; const look = () => { let held = false;"
                        + " try { held = Boolean(" + condition + "); } catch (e) { /* not there yet */ }"
                        + " if (held || Date.now() > end) done(held); else setTimeout(look, 25); }; look(); })");
        if (!held.asBoolean()) {
            throw new AssertionError("This did not come true: " + condition + ", in: "
                    + value("document.body.innerText").asText());
        }
    }

    /** Presses and lets go of a key, by its name and its number. */
    public void press(String key, int number) {
        String of = "\"key\": \"" + key + "\", \"code\": \"" + key + "\", \"windowsVirtualKeyCode\": " + number;
        String down =
                key.equals("Enter") ? "{\"type\": \"keyDown\", \"text\": \"\\r\", " : "{\"type\": \"rawKeyDown\", ";
        call("Input.dispatchKeyEvent", down + of + "}");
        call("Input.dispatchKeyEvent", "{\"type\": \"keyUp\", " + of + "}");
    }

    /** Drags from one point of the window to another. */
    public void drag(double fromX, double toX, double y) {
        mouse("mouseMoved", fromX, y, 0);
        mouse("mousePressed", fromX, y, 1);
        mouse("mouseMoved", (fromX + toX) / 2, y, 1);
        mouse("mouseMoved", toX, y, 1);
        mouse("mouseReleased", toX, y, 0);
    }

    private void mouse(String type, double x, double y, int buttons) {
        call(
                "Input.dispatchMouseEvent",
                "{\"type\": \"" + type + "\", \"x\": " + x + ", \"y\": " + y + ", \"button\": \"left\", \"buttons\": "
                        + buttons + ", \"clickCount\": 1}");
    }

    /** The whole page as a picture, however long it is. */
    public void screenshot(Path file) throws IOException {
        JsonNode size = call("Page.getLayoutMetrics", "{}").get("cssContentSize");
        JsonNode picture = call(
                "Page.captureScreenshot",
                "{\"captureBeyondViewport\": true, \"clip\": {\"x\": 0, \"y\": 0, \"scale\": 1, \"width\": "
                        + size.get("width") + ", \"height\": " + size.get("height") + "}}");
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(picture.get("data").textValue()));
    }

    private JsonNode call(String method, String parameters) {
        return tools.call(session, method, parameters);
    }

    private static String quoted(String text) {
        ObjectNode holder = DevTools.JSON.createObjectNode().put("text", text);
        return holder.get("text").toString();
    }

    @Override
    public void close() {
        tools.call("", "Target.closeTarget", "{\"targetId\": \"" + target + "\"}");
    }
}
