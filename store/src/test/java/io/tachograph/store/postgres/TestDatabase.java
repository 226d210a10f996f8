package io.tachograph.store.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One test's database. */
final class TestDatabase {
    private final DatabaseServer server;
    private final String name;

    TestDatabase(DatabaseServer server, String name) {
        this.server = server;
        this.name = name;
    }

    PostgresConfig config() {
        return server.configOf(name);
    }

    /** In UTC: the driver would else give the session this machine's zone. */
    Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(config().jdbcUrl(), config().user(), null);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
        }
        return connection;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rows as text, columns parted by {@code |}. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(row.getString(i)));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        }
    }

    /** Ends every connection and lets none in, as a server that goes down does. */
    void goAway() throws SQLException {
        server.goAway(name);
    }

    void comeBack() throws SQLException {
        server.comeBack(name);
    }
}
