package io.tachograph.benchmarks.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One execution, planning and transport of the answer included.
 *
 * @param wallMillis what the asker waited
 * @param cpuMillis user and system time of the backend, in steps of 10 ms; its parallel workers, if any, are not in it
 * @param rows of the answer
 */
record Timing(double wallMillis, long cpuMillis, int rows) {
    private static final int USER_TIME = 11;
    private static final int MILLIS_PER_TICK = 10;

    static Timing of(Connection connection, String sql) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            int pid;
            try (ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
                row.next();
                pid = row.getInt(1);
            }
            long cpuBefore = cpuMillis(pid);
            long begin = System.nanoTime();
            int rows = 0;
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    rows++;
                }
            }
            double wall = (System.nanoTime() - begin) / 1e6;
            return new Timing(wall, cpuMillis(pid) - cpuBefore, rows);
        }
    }

    static long cpuMillis(int pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Integer.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) * MILLIS_PER_TICK;
    }
}
