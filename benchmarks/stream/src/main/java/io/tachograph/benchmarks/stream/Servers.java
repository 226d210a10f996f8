package io.tachograph.benchmarks.stream;

import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** {@code Servers DIRECTORY}: a broker and a database until its input ends, in a process of their own. */
public final class Servers {
    private Servers() {}

    /** Writes their addresses to {@code DIRECTORY/servers}, a line each, when both answer. */
    public static void main(String[] args) throws IOException, SQLException {
        Path directory = Path.of(args[0]);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"), 0)) {
            try (PostgresStore store =
                    PostgresStore.open(new PostgresConfig(database.jdbcUrl(), database.user(), null, 2))) {
                store.migrate();
            }
            String pid = Files.readAllLines(directory.resolve("postgres/data/postmaster.pid"))
                    .get(0);
            Path ready = directory.resolve("servers.ready");
            Files.writeString(ready, kafka.access() + "\n" + database.jdbcUrl() + "\n" + pid.strip() + "\n");
            Files.move(ready, directory.resolve("servers"));
            while (System.in.read() >= 0) {
                // Until whoever started it goes.
            }
        }
    }
}
