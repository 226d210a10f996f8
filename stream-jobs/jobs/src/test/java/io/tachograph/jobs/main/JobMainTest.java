package io.tachograph.jobs.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.config.ConfigFile;
import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.catalog.ConfiguredJobs;
import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.jobs.catalog.JobDefinition;
import io.tachograph.jobs.catalog.JobEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobMainTest {
    @TempDir
    private Path directory;

    @Test
    void everyJobOfTheCatalog_makesAGraphWithUidsAndWithoutKryo() throws Exception {
        Path file = Files.writeString(directory.resolve("tachograph.yml"), "slos: []");
        for (JobDefinition<?> job : JobCatalog.all()) {
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.getExecutionEnvironment(JobEnvironment.settings());
            JobArguments arguments = JobArguments.parse(
                    "--job",
                    job.name(),
                    "--kafka",
                    "127.0.0.1:1",
                    "--jdbc-url",
                    "jdbc:postgresql://127.0.0.1:1/x",
                    "--config",
                    file.toString());

            JobMain.define(env, arguments, Map.of("POSTGRES_PASSWORD", "secret"));

            // Flink refuses to make the graph where a uid is missing or a type is generic.
            assertThat(env.getStreamGraph().getStreamNodes()).isNotEmpty();
        }
    }

    @Test
    void settings_areReadLikeEveryOtherProcesss() throws Exception {
        Path file = directory.resolve("tachograph.yml");
        Files.writeString(file, """
                api: {port: 8001}
                pipeline: {max-request-duration: 1.5m, out-of-orderness: "${DISORDER:250ms}"}
                """);

        PipelineConfig settings =
                ConfiguredJobs.of(ConfigFile.read(file, Map.of())).get(PipelineConfig.class);

        assertThat(settings.maxRequestDuration()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.outOfOrderness()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.idleAfter())
                .isEqualTo(ConfigFile.defaults().pipeline().idlePartitionAfter());
    }

    @Test
    void databaseGoesByTheNamesThatItHasOnTheCommandLine() {
        for (String option : List.of("--jdbc-url", "--postgres-url")) {
            assertThat(JobArguments.parse("--job", "x", option, "jdbc:postgresql://db/x")
                            .jdbcUrl())
                    .isEqualTo("jdbc:postgresql://db/x");
        }
    }

    /** No database, no word on the SLOs: what its windows have cannot be known. */
    @Test
    void requestWindowsWithoutSlos_areNotDefinedUnseen() {
        JobArguments arguments = JobArguments.parse(
                "--job", "request-windows", "--kafka", "127.0.0.1:1", "--jdbc-url", "jdbc:postgresql://127.0.0.1:1/x");

        assertThatThrownBy(() -> JobMain.define(
                        StreamExecutionEnvironment.getExecutionEnvironment(JobEnvironment.settings()),
                        arguments,
                        Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("--config does not say what the SLOs are");
    }

    @Test
    void wrongArgument_isOneSentence() throws Exception {
        assertThatThrownBy(() -> JobArguments.parse("--kafka", "y")).hasMessage("the option --job is missing");
        assertThatThrownBy(() -> JobArguments.parse("--jobs", "x"))
                .hasMessage("unknown option --jobs; known are --job, --kafka, --jdbc-url, --postgres-url, --config");
        assertThatThrownBy(() -> JobCatalog.named("request-window"))
                .hasMessageContaining("no job is called 'request-window'; there are request-windows");
    }
}
