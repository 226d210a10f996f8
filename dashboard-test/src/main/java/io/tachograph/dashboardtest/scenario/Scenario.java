package io.tachograph.dashboardtest.scenario;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One thing that is tested.
 *
 * @param name lower case letters, digits and hyphens; also names its folder of results
 * @param page where it begins: a path such as {@code /#/overview}
 * @param description what the tester does, in plain words
 * @param expectations what must hold, each judged alone; at least one
 */
public record Scenario(String name, String page, String description, List<String> expectations) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public Scenario {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name must be lower case letters, digits and hyphens, not '" + name + "'");
        }
        if (!page.startsWith("/") || page.startsWith("//")) {
            throw new IllegalArgumentException("page must be a path such as /#/overview, not '" + page + "'");
        }
        if (description.isBlank()) {
            throw new IllegalArgumentException("description must say what to do");
        }
        if (expectations.isEmpty() || expectations.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("expectations must be a list of sentences");
        }
        expectations = List.copyOf(expectations);
    }
}
