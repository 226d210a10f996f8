package io.tachograph.dashboardtest.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.browser.BrowserException;
import io.tachograph.browser.Tab;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A function in JavaScript that runs in a page, on one object of arguments. Thread-safe. */
final class PageScript {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String source;

    /** @param file beside this class */
    PageScript(String file) {
        this.source = source(file);
    }

    /** @throws BrowserException by what the function returns as its {@code error} */
    JsonNode run(Tab tab, Map<String, ?> arguments) {
        JsonNode result = tab.value("(" + source.replaceAll(";\\s*$", "") + ")(" + JSON.valueToTree(arguments) + ")");
        if (result.has("error")) {
            throw new BrowserException(result.get("error").asText());
        }
        return result;
    }

    static String source(String file) {
        try (InputStream in = PageScript.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + file + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
