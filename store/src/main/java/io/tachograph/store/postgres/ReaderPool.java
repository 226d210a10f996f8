package io.tachograph.store.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** The connections that readers share: few, read-only, and not before the first question. */
final class ReaderPool {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    /**
     * Whatever a reader is made to run, it has the privileges of the role that reads, where there is one and the user may take
     * it. A statement that takes longer than a caller waits is ended.
     */
    private static final String READ_ONLY = """
            DO $$
            BEGIN
                PERFORM set_config('statement_timeout', '30s', false);
                PERFORM set_config('default_transaction_read_only', 'on', false);
                IF to_regrole('tachograph_reader') IS NOT NULL THEN
                    PERFORM set_config('role', 'tachograph_reader', false);
                END IF;
            EXCEPTION WHEN insufficient_privilege THEN
                NULL;
            END
            $$""";

    private ReaderPool() {}

    static HikariDataSource of(PostgresConfig config) {
        // Not by HikariConfig: that constructor connects at once, which a process that only writes has no use for.
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("tachograph-readers");
        pool.setJdbcUrl(config.jdbcUrl());
        pool.setUsername(config.user());
        pool.setPassword(config.password());
        pool.setMaximumPoolSize(config.maxConnections());
        pool.setMinimumIdle(1);
        pool.setReadOnly(true);
        pool.setConnectionInitSql(READ_ONLY);
        pool.setConnectionTimeout(LONGEST_WAIT.toMillis());
        // A database that is away when first asked is an SQLException like at any other time.
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("ApplicationName", "tachograph-reader");
        pool.addDataSourceProperty("connectTimeout", String.valueOf(LONGEST_WAIT.toSeconds()));
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        return pool;
    }
}
