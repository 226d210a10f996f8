package io.tachograph.benchmarks.query;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A resource in sections, each after a line that names it: {@code -- MARK: NAME}. */
final class Sections {
    private Sections() {}

    /** Their texts by name, in order; what comes before the first is for readers. */
    static Map<String, String> of(String resource, String mark) throws IOException {
        String prefix = "-- " + mark + ": ";
        Map<String, StringBuilder> sections = new LinkedHashMap<>();
        StringBuilder section = new StringBuilder();
        for (String line : text(resource).lines().toList()) {
            if (line.startsWith(prefix)) {
                section = new StringBuilder();
                if (sections.put(line.substring(prefix.length()), section) != null) {
                    throw new IOException(resource + " has two sections '" + line + "'");
                }
            } else {
                section.append(line).append('\n');
            }
        }
        Map<String, String> texts = new LinkedHashMap<>();
        sections.forEach((name, text) -> texts.put(name, text.toString().strip()));
        return texts;
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = Sections.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("there is no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
