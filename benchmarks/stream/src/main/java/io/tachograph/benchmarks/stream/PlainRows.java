package io.tachograph.benchmarks.stream;

import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.TimingDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * What one would do without us: a row per request into PostgreSQL by COPY, its fastest way, and at the end once
 * {@code percentile_cont} by ten seconds and target, of three metrics and of all chunk gaps.
 */
public final class PlainRows implements Way {
    private static final String TABLE = "CREATE TABLE public.plain_request (target text NOT NULL,"
            + " sent_at timestamptz NOT NULL, ttft float8, tpot float8, e2e float8, gaps float8[])";
    private static final String SCALARS = "SELECT coalesce(sum(n), 0) FROM (SELECT count(*) AS n,"
            + " percentile_cont(ARRAY[0.5, 0.9, 0.99]) WITHIN GROUP (ORDER BY ttft),"
            + " percentile_cont(ARRAY[0.5, 0.9, 0.99]) WITHIN GROUP (ORDER BY tpot),"
            + " percentile_cont(ARRAY[0.5, 0.9, 0.99]) WITHIN GROUP (ORDER BY e2e)"
            + " FROM public.plain_request GROUP BY target, date_bin('10 s', sent_at, 'epoch')) AS cells";
    private static final String GAPS = "SELECT coalesce(sum(n), 0) FROM (SELECT count(*) AS n,"
            + " percentile_cont(ARRAY[0.5, 0.9, 0.99]) WITHIN GROUP (ORDER BY gap)"
            + " FROM public.plain_request, unnest(gaps) AS gap"
            + " GROUP BY target, date_bin('10 s', sent_at, 'epoch')) AS cells";

    @Override
    public long go(Setting setting) throws Exception {
        try (Connection connection = DriverManager.getConnection(setting.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS public.plain_request");
            statement.execute(TABLE);
        }
        long read = Consumers.count(setting, () -> rows(setting));
        try (Connection connection = DriverManager.getConnection(setting.jdbcUrl());
                Statement statement = connection.createStatement()) {
            long rows = one(statement, SCALARS);
            long gaps = one(statement, GAPS);
            if (rows != read || gaps != rows * (Traffic.CHUNKS - 1)) {
                throw new IllegalStateException(read + " requests read, " + rows + " rows, " + gaps + " gaps");
            }
            return rows;
        }
    }

    private static long one(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static Consumers.Use rows(Setting setting) throws Exception {
        Connection connection = DriverManager.getConnection(setting.jdbcUrl());
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY public.plain_request FROM STDIN");
        TimingDecoder decoder = new TimingDecoder();
        StringBuilder text = new StringBuilder();
        return new Consumers.Use() {
            @Override
            public boolean of(byte[] value) throws Exception {
                line(decoder.decode(value, 0, 0), text);
                if (text.length() > 1 << 16) {
                    flush();
                }
                return true;
            }

            private void flush() throws SQLException {
                byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
                text.setLength(0);
            }

            @Override
            public void close() throws SQLException {
                flush();
                copy.endCopy();
                connection.close();
            }
        };
    }

    private static void line(RequestSample sample, StringBuilder text) {
        text.append(sample.series().target()).append('\t');
        text.append(Instant.ofEpochMilli(sample.sentAtMillis())).append('\t');
        for (LatencyMetric metric : new LatencyMetric[] {LatencyMetric.TTFT, LatencyMetric.TPOT, LatencyMetric.E2E}) {
            text.append(sample.latencyNanos()[metric.ordinal()] / 1e9).append('\t');
        }
        String separator = "{";
        for (Double gap : Gaps.seconds(sample.chunkGaps())) {
            text.append(separator).append(gap.doubleValue());
            separator = ",";
        }
        text.append(separator.equals("{") ? "{}\n" : "}\n");
    }
}
