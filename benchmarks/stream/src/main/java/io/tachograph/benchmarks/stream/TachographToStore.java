package io.tachograph.benchmarks.stream;

import io.tachograph.jobs.PipelineSinks;
import io.tachograph.jobs.RequestPipeline;
import io.tachograph.jobs.catalog.RequestWindowsJob;
import io.tachograph.jobs.sink.StoreSinks;
import io.tachograph.store.postgres.PostgresConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The product's job: ten seconds, minutes, hours and days, every emission of them into empty tables of PostgreSQL. */
public final class TachographToStore implements Way {
    @Override
    public long go(Setting setting) throws Exception {
        String url = setting.jdbcUrl();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE tachograph.series CASCADE");
        }
        StreamExecutionEnvironment env = WindowJob.environment(setting);
        StoreSinks sinks = new StoreSinks(RequestWindowsJob.NAME, new PostgresConfig(url, "postgres", null, 2));
        RequestPipeline.define(
                WindowJob.events(env, setting),
                WindowJob.CONFIG,
                new PipelineSinks(
                        windows -> RequestWindowsJob.toStore(
                                WindowJob.counted(windows), sinks, WindowJob.CONFIG.shortest(), 0),
                        letters -> letters.sinkTo(new DiscardingSink<>())));
        return WindowJob.run(env);
    }
}
