package io.tachograph.standalone.dashboardtest;

import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tachograph dashboard-test}. Its fields are all that a start of another command loads of it. */
@Command(
        name = "dashboard-test",
        description =
                "Has Claude test a dashboard in a real Chromium, by scenarios in plain words (key: the environment variable"
                        + " ANTHROPIC_API_KEY). With --mcp it gives the browser to any assistant, and asks nobody.",
        footer = {
            "",
            "Ends with 0 when all passed, 3 when a scenario failed, 4 when none failed but one could not be judged, 1 when it"
                    + " could not run, 2 when it was misused."
        })
public final class DashboardTestCommand implements Callable<Integer> {
    static final String KEY = "ANTHROPIC_API_KEY";

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SCENARIO", description = "Scenario files, or folders of them.", arity = "0..*")
    List<Path> scenarios = new ArrayList<>();

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8000",
            description = "The dashboard; the browser reaches nothing else (default: ${DEFAULT-VALUE}).")
    String url = "";

    @Option(
            names = "--api-key-env",
            paramLabel = "NAME",
            description =
                    "Environment variable with an API key, by which to sign in to Tachograph's dashboard. The browser"
                            + " gets a session, and never the key.")
    @Nullable
    String apiKeyVariable;

    @Option(
            names = "--header-env",
            paramLabel = "HEADER=VARIABLE",
            description = "A header that another dashboard wants, and the environment variable with its value, such as"
                    + " Authorization=GRAFANA_AUTHORIZATION. Neither pages nor assistants see it.")
    Map<String, String> headerVariables = new LinkedHashMap<>();

    @Option(
            names = "--mcp",
            description = "Serve the browser as tools of the Model Context Protocol on standard input.")
    boolean mcp;

    @Option(
            names = "--chromium",
            paramLabel = "FILE",
            description = "The browser (default: chromium, chromium-browser, google-chrome or chrome on the PATH).")
    @Nullable
    Path chromium;

    @Option(
            names = "--no-sandbox",
            description = "Run Chromium without its sandbox, as root and most containers have to.")
    boolean noSandbox;

    @Option(
            names = "--page-timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long a page may take to load (default: ${DEFAULT-VALUE}).")
    Duration pageTimeout = Duration.ZERO;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "dashboard-test-results",
            description =
                    "Folder for a folder of each scenario: verdict.json, transcript.jsonl, screenshots; older ones are"
                            + " replaced (default: ${DEFAULT-VALUE}).")
    Path output = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = "claude-sonnet-5-5",
            description = "The model that tests (default: ${DEFAULT-VALUE}).")
    String model = "";

    @Option(
            names = "--max-answers",
            paramLabel = "N",
            defaultValue = "30",
            description = "Answers of the model for each scenario (default: ${DEFAULT-VALUE}).")
    int mostAnswers;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            defaultValue = "1000000",
            description =
                    "Tokens read and written for each scenario; each answer reads all before it again, most of it from"
                            + " the API's cache, which counts here as well (default: ${DEFAULT-VALUE}).")
    long mostTokens;

    @Option(
            names = "--max-answer-tokens",
            paramLabel = "N",
            defaultValue = "8192",
            description = "Tokens of one answer (default: ${DEFAULT-VALUE}).")
    int answerTokens;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            defaultValue = "6",
            description = "How often a request is sent that the API answers with 429, 529 or another passing failure"
                    + " (default: ${DEFAULT-VALUE}).")
    int attempts;

    @Option(
            names = "--longest-wait",
            paramLabel = "TIME",
            defaultValue = "5m",
            description = "The longest wait that the API may ask for between two of them (default: ${DEFAULT-VALUE}).")
    Duration longestWait = Duration.ZERO;

    @Option(
            names = "--api-url",
            paramLabel = "URL",
            defaultValue = "https://api.anthropic.com",
            description = "The Messages API (default: ${DEFAULT-VALUE}).")
    String apiUrl = "";

    @Override
    public Integer call() throws ConfigException {
        Map<String, String> environment = ProcessEnvironment.read();
        if (mcp) {
            if (!scenarios.isEmpty()) {
                throw new ConfigException("--mcp takes no scenarios: the assistant brings them");
            }
            return BrowserForAssistant.serve(this, environment);
        }
        return new ScenarioTests(this, spec.commandLine().getOut()).run(environment);
    }

    /** Headers for the dashboard, with the values of their variables. */
    Map<String, String> headers(Map<String, String> environment) throws ConfigException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : headerVariables.entrySet()) {
            headers.put(each.getKey(), value("--header-env " + each.getKey(), each.getValue(), environment));
        }
        return headers;
    }

    /** What to sign in with; null: nothing. */
    @Nullable
    String apiKey(Map<String, String> environment) throws ConfigException {
        return apiKeyVariable == null ? null : value("--api-key-env", apiKeyVariable, environment);
    }

    private static String value(String option, String variable, Map<String, String> environment)
            throws ConfigException {
        @Nullable String value = environment.get(variable);
        if (value == null) {
            throw new ConfigException(option + ": the environment variable " + variable + " is not set");
        }
        return value.strip();
    }
}
