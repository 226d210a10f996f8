package io.tachograph.benchmarks.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A statement to be timed.
 *
 * @param name what is asked
 * @param bar wall milliseconds that it may take; empty when there is none
 * @param sql with {@code {end}} where its range ends
 */
record Question(String name, String bar, String sql) {
    static List<Question> all() throws IOException {
        List<Question> questions = new ArrayList<>();
        for (Map.Entry<String, String> section :
                Sections.of("questions.sql", "question").entrySet()) {
            int bar = section.getKey().indexOf(" |");
            if (bar < 0) {
                throw new IOException("the question '" + section.getKey() + "' has no column for its bar");
            }
            questions.add(new Question(
                    section.getKey().substring(0, bar),
                    section.getKey().substring(bar + 2).strip(),
                    section.getValue()));
        }
        return questions;
    }
}
