package io.tachograph.standalone.upgrade;

import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a job has written.
 *
 * @param rows by table, each row as text
 * @param records by topic, each record as text, as often as it is there
 */
record Results(Map<String, List<String>> rows, Map<String, List<String>> records) {
    static Results of(UpgradeCase job, Servers servers) throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Connection connection = servers.connect()) {
            for (String table : job.tables()) {
                rows.put(table, rows(connection, table));
            }
        }
        Map<String, List<String>> records = new TreeMap<>();
        List<Topic> topics = new ArrayList<>(job.topics());
        topics.add(Topics.DEAD_LETTERS);
        for (Topic topic : topics) {
            records.put(
                    topic.name(),
                    TopicReader.records(servers.brokers(), topic).stream()
                            .map(Object::toString)
                            .sorted()
                            .toList());
        }
        return new Results(rows, records);
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT t::text FROM tachograph." + table + " t")) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        Collections.sort(rows);
        return rows;
    }

    /** The same without the records that were there before. */
    Results after(Results before) {
        Map<String, List<String>> later = new TreeMap<>();
        records.forEach((topic, all) -> {
            List<String> rest = new ArrayList<>(all);
            before.records.getOrDefault(topic, List.of()).forEach(rest::remove);
            later.put(topic, rest);
        });
        return new Results(rows, later);
    }

    List<String> deadLetters() {
        return records.getOrDefault(Topics.DEAD_LETTERS.name(), List.of());
    }
}
