package io.tachograph.store.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** The connections that readers share: few, read-only, and not before the first question. */
final class ReaderPool {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

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
        pool.setAutoCommit(false);
        pool.setConnectionTimeout(LONGEST_WAIT.toMillis());
        // A database that is away when first asked is an SQLException like at any other time.
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("ApplicationName", "tachograph-reader");
        pool.addDataSourceProperty("connectTimeout", String.valueOf(LONGEST_WAIT.toSeconds()));
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        return pool;
    }
}
