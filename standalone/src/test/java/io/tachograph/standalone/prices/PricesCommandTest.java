package io.tachograph.standalone.prices;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.standalone.CommandRun;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PricesCommandTest {
    @TempDir
    private Path directory;

    private final CommandRun tachograph = new CommandRun();

    @Test
    void price_isSetListedReplacedAndRemoved_andAWrongOneIsMisuse() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0)) {
            try (PostgresStore store =
                    PostgresStore.open(new PostgresConfig(database.jdbcUrl(), database.user(), null, 1))) {
                store.migrate();
            }
            String url = "--jdbc-url=" + database.jdbcUrl();
            assertThat(run("prices", "list", url)).contains("No price is set.");

            run("prices", "set", "llama", url, "--input=0.50", "--output=1.5");
            run("prices", "set", "llama", url, "--input=0.4", "--cached-input=0.04", "--output=1.25");
            run(
                    "prices",
                    "set",
                    "llama",
                    url,
                    "--tenant=acme",
                    "--from=2026-12-01",
                    "--until=2027-01-01",
                    "--currency=EUR",
                    "--input=0.3",
                    "--output=1");
            assertThat(run("prices", "list", url).lines().map(line -> line.replaceAll(" +", " ")))
                    .containsExactly(
                            "Model Target Tenant From Until Currency Input Cached Output",
                            "llama every every ever - USD 0.4 0.04 1.25",
                            "llama every acme 2026-12-01 2027-01-01 EUR 0.3 0.3 1");

            run("prices", "remove", "llama", url);
            assertThat(run("prices", "list", url)).doesNotContain("USD").contains("EUR");

            misuse("there is no such price of llama", "prices", "remove", "llama", url);
            misuse("must be 0 or more", "prices", "set", "a", url, "--input=-1", "--output=1");
            misuse("three capital letters", "prices", "set", "a", url, "--input=1", "--output=1", "--currency=usd");
            misuse("would no longer hold", "prices", "set", "a", url, "--input=1", "--output=1", "--until=1969-01-01");
            misuse("is no day such as", "prices", "set", "a", url, "--input=1", "--output=1", "--from=tomorrow");
        }
    }

    private void misuse(String sentence, String... args) {
        tachograph.err.getBuffer().setLength(0);
        assertThat(tachograph.run(args)).isEqualTo(2);
        assertThat(tachograph.err.toString()).contains(sentence).doesNotContain("Exception");
    }

    private String run(String... args) {
        tachograph.out.getBuffer().setLength(0);
        assertThat(tachograph.run(args)).as(tachograph.err.toString()).isZero();
        return tachograph.out.toString();
    }
}
