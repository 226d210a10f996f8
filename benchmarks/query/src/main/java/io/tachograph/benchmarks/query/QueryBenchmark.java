package io.tachograph.benchmarks.query;

import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code QueryBenchmark DIRECTORY RESULTS WARM COLD DAYS}: so many days of history in a directory, generated when it is
 * not there; then every question in turn, so many times warm and cold; and what the tables need. Writes tables in
 * Markdown.
 */
public final class QueryBenchmark {
    private QueryBenchmark() {}

    /** Fails when a question does. */
    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        Path directory = Path.of(args[0]);
        int warmRounds = Integer.parseInt(args[2]);
        int coldRounds = Integer.parseInt(args[3]);
        try (PrintStream out = new PrintStream(Files.newOutputStream(Path.of(args[1])), true, StandardCharsets.UTF_8)) {
            Path generated = directory.resolve("generated");
            HistoryServer server = HistoryServer.start(directory);
            try {
                if (!Files.exists(generated)) {
                    generate(server, Integer.parseInt(args[4]), out);
                    Files.createFile(generated);
                }
                Map<Question, Answers> answers = new LinkedHashMap<>();
                for (Question question : Question.all()) {
                    answers.put(question, new Answers(question));
                }
                warm(server, answers, warmRounds);
                for (int round = 0; round < coldRounds; round++) {
                    for (Map.Entry<Question, Answers> asked : answers.entrySet()) {
                        server = HistoryServer.cold(directory, server);
                        try (Connection connection = server.connect()) {
                            asked.getValue().addCold(Timing.of(connection, sql(connection, asked.getKey())));
                        }
                    }
                }
                out.println(Answers.header());
                answers.values().forEach(of -> out.println(of.line()));
                Map<String, String> reports = Sections.of("reports.sql", "report");
                for (Map.Entry<String, String> report : reports.entrySet()) {
                    out.println("\n" + report.getKey() + ":");
                    report(server, report.getValue(), out);
                }
            } finally {
                server.close();
            }
        }
    }

    private static void generate(HistoryServer server, int days, PrintStream out) throws IOException, SQLException {
        try (PostgresStore store = PostgresStore.open(new PostgresConfig(server.jdbcUrl(), "postgres", null, 2))) {
            store.migrate();
        }
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET history.days = " + days);
            for (Map.Entry<String, String> step :
                    Sections.of("generate.sql", "step").entrySet()) {
                long begin = System.nanoTime();
                statement.execute(step.getValue());
                out.printf(
                        Locale.ROOT,
                        "generated %s: %d s%n",
                        step.getKey(),
                        (System.nanoTime() - begin) / 1_000_000_000);
            }
            statement.execute("CHECKPOINT");
        }
    }

    /** Two rounds that do not count: one fills the caches, one is asked by a backend that knows the functions. */
    private static void warm(HistoryServer server, Map<Question, Answers> answers, int rounds)
            throws SQLException, IOException {
        try (Connection connection = server.connect()) {
            for (int round = -2; round < rounds; round++) {
                for (Map.Entry<Question, Answers> asked : answers.entrySet()) {
                    Timing timing = Timing.of(connection, sql(connection, asked.getKey()));
                    if (timing.rows() == 0) {
                        throw new SQLException("no answer to: " + asked.getKey().name());
                    }
                    if (round >= 0) {
                        asked.getValue().addWarm(timing);
                    }
                }
            }
        }
    }

    private static String sql(Connection connection, Question question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT quote_literal(until) || '::timestamptz' FROM gen.plan")) {
            row.next();
            return question.sql().replace("{end}", row.getString(1));
        }
    }

    private static void report(HistoryServer server, String sql, PrintStream out) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            int columns = row.getMetaData().getColumnCount();
            StringBuilder header = new StringBuilder("|");
            for (int i = 1; i <= columns; i++) {
                header.append(' ').append(row.getMetaData().getColumnName(i)).append(" |");
            }
            out.println(header);
            out.println("|" + "---|".repeat(columns));
            while (row.next()) {
                out.println("| " + String.join(" | ", cells(row, columns)) + " |");
            }
        }
    }

    private static List<String> cells(ResultSet row, int columns) throws SQLException {
        String[] cells = new String[columns];
        for (int i = 0; i < columns; i++) {
            String cell = row.getString(i + 1);
            cells[i] = cell == null ? "" : cell;
        }
        return List.of(cells);
    }
}
