package io.tachograph.benchmarks.query;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;

/** {@code ServeHistory DIRECTORY}: the generated history for others to ask: says its address and its end, and ends with its input. */
public final class ServeHistory {
    private ServeHistory() {}

    /** Fails when the history does not start. */
    public static void main(String[] args) throws IOException, SQLException {
        try (HistoryServer server = HistoryServer.start(Path.of(args[0]))) {
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT until FROM gen.plan")) {
                row.next();
                System.out.println(server.jdbcUrl() + " "
                        + row.getObject(1, OffsetDateTime.class).toInstant());
            }
            while (System.in.read() >= 0) {
                // Until whoever started it goes.
            }
        }
    }
}
