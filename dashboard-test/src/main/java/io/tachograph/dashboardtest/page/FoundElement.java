package io.tachograph.dashboardtest.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.browser.BrowserException;
import io.tachograph.browser.Tab;

/**
 * An element that is in view.
 *
 * @param what its kind and name, for people
 * @param x of the point where it is clicked; all in CSS pixels of the window
 */
record FoundElement(String what, double x, double y, double left, double top, double width, double height) {
    private static final PageScript FIND = new PageScript("element.js");

    /** @throws BrowserException when there is none, or several, or it cannot be reached */
    static FoundElement of(Tab tab, ElementChoice choice) {
        JsonNode found = FIND.run(tab, choice.arguments()).get("found");
        String covered = found.path("covered").asText();
        String what = found.path("what").asText();
        if (!covered.isEmpty()) {
            throw new BrowserException(what + " is covered by " + covered + ".");
        }
        return new FoundElement(
                what,
                found.path("x").asDouble(),
                found.path("y").asDouble(),
                found.path("left").asDouble(),
                found.path("top").asDouble(),
                found.path("width").asDouble(),
                found.path("height").asDouble());
    }
}
