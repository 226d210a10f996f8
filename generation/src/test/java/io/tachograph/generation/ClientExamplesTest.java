package io.tachograph.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in Python and JavaScript, where these are installed. */
class ClientExamplesTest {
    private static final Path CLIENTS =
            Path.of("..", "infra", "clients").toAbsolutePath().normalize();

    @TempDir
    static Path directory;

    private static Deployment deployment;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        deployment = new Deployment(directory);
        api = deployment.api();
        var unused = deployment.worker(deployment.config("drain-limit: 0s"));
    }

    @AfterAll
    static void stop() throws Exception {
        deployment.close();
    }

    /** What a program prints. */
    private static String run(Path in, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        builder.environment().put("API_KEY", Deployment.KEY);
        builder.environment().put("BASE_URL", api.url(""));
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    private static void assumeRuns(String... command) throws InterruptedException {
        boolean runs;
        try {
            runs = new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            runs = false;
        }
        assumeTrue(runs, "This does not work here: " + String.join(" ", command));
    }

    private static void assertAnswerAndMetrics(String printed) throws Exception {
        List<String> lines = printed.strip().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isNotBlank();
        assertThat(new ObjectMapper()
                        .readTree(lines.get(1))
                        .get("completion_tokens")
                        .asInt())
                .isPositive();
    }

    @Test
    void pythonExample_streamsTheAnswer() throws Exception {
        assumeRuns("python3", "--version");
        assertAnswerAndMetrics(run(CLIENTS, "python3", "client_example.py", "Write a haiku about programming"));
    }

    @Test
    void pythonClass_generates() throws Exception {
        assumeRuns("python3", "--version");
        String printed = run(CLIENTS, "python3", "-c", """
                import os
                from client_example import LLMClient
                client = LLMClient(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
                result = client.generate(prompt="Write a haiku about programming", max_tokens=9, temperature=0.8, wait=True)
                print(len(result["result"].split()), result["metrics"]["completion_tokens"])
                """);
        assertThat(printed.strip()).isEqualTo("9 9");
    }

    /** An example of the API's callers as they have it, with its address changed. */
    private static Path example(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ClientExamplesTest.class.getResourceAsStream(name))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(directory.resolve(name), text.replace("http://localhost:8000", api.url("")));
        }
    }

    @Test
    void pythonWithRequests_pollsForTheResult() throws Exception {
        assumeRuns("python3", "-c", "import requests");
        assertThat(run(directory, "python3", example("seed_simple.py").toString()))
                .contains("Task ID: ", "Result: ", "Metrics: {");
    }

    @Test
    void curlAndJq_submitAndAskForTheResult() throws Exception {
        assumeRuns("curl", "--version");
        assumeRuns("jq", "--version");
        assertThat(run(directory, "bash", example("seed_flow.sh").toString()))
                .containsPattern("\"status\":\"(queued|processing|completed)\"")
                .containsPattern("\"status\":\"completed\".*\"result\":\".+\"metrics\":");
    }

    /** What the example uses of axios, by fetch. */
    @Test
    void javaScriptWithAxios_pollsForTheResult() throws Exception {
        assumeRuns("node", "-e", "if (typeof fetch !== 'function') process.exit(1)");
        Path axios = Files.createDirectories(directory.resolve("node_modules/axios"));
        Files.writeString(axios.resolve("index.js"), """
                const ask = async (method, url, body, { headers }) => {
                  const answer = await fetch(url, {
                    method, body, headers: { ...headers, 'Content-Type': 'application/json' } });
                  return { status: answer.status, data: await answer.json() };
                };
                exports.get = (url, options) => ask('GET', url, undefined, options);
                exports.post = (url, body, options) => ask('POST', url, JSON.stringify(body), options);
                """);
        assertThat(run(directory, "node", example("seed_node.js").toString()))
                .contains("Task ID: ", "Result: ", "completion_tokens");
    }

    @Test
    void javaScriptExample_pollsForTheResult() throws Exception {
        assumeRuns("node", "-e", "if (typeof fetch !== 'function') process.exit(1)");
        assertAnswerAndMetrics(run(CLIENTS, "node", "client_example.js", "Explain quantum computing"));
    }
}
