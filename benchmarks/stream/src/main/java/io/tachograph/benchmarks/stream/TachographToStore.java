package io.tachograph.benchmarks.stream;

import io.tachograph.jobs.catalog.RequestWindowsJob;
import io.tachograph.jobs.sink.StoreSinks;
import io.tachograph.store.postgres.PostgresConfig;

/** Windows into PostgreSQL by the product's sink. */
public final class TachographToStore implements Way {
    @Override
    public long go(Setting setting) throws Exception {
        StoreSinks sinks =
                new StoreSinks(RequestWindowsJob.NAME, new PostgresConfig(setting.jdbcUrl(), "postgres", null, 2));
        return WindowJob.intoEmptyTables(
                setting, windows -> RequestWindowsJob.toStore(windows, sinks, WindowJob.CONFIG.shortest(), 0));
    }
}
