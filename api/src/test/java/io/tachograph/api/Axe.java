package io.tachograph.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.api.docs.Resource;
import io.tachograph.browser.Tab;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What keeps people with a screen reader, a keyboard or weak eyes from using a page, by axe-core. */
final class Axe {
    private static final String FIND = """
            axe.run(document, { resultTypes: ["violations"] }).then(found => found.violations.map(rule =>
              rule.id + ": " + rule.nodes.slice(0, 4).map(node => node.target.join(" ") + " " + node.failureSummary).join(" | ")))""";

    private Axe() {}

    static List<String> violations(Tab tab) {
        if (!tab.value("typeof axe === 'object'").asBoolean()) {
            byte[] source = Resource.read("/axe.min.js");
            tab.value(new String(source, StandardCharsets.UTF_8) + "; true");
        }
        List<String> violations = new ArrayList<>();
        for (JsonNode violation : tab.value(FIND)) {
            violations.add(violation.asText());
        }
        return violations;
    }
}
