package io.tachograph.standalone.dashboardtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.models.messages.Model;
import io.tachograph.standalone.CommandRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class DashboardTestCommandTest {
    private static final String SCENARIO = "../infra/dashboard-tests/dashboard/overview.yml";

    private final CommandRun tachograph = new CommandRun();

    static List<Arguments> misuses() {
        return List.of(
                Arguments.of("no scenario is named", List.of()),
                Arguments.of("the scenario none.yml does not exist", List.of("none.yml")),
                Arguments.of("--mcp takes no scenarios", List.of("--mcp", SCENARIO)),
                Arguments.of("--url: 'localhost' must be an address", List.of("--mcp", "--url", "localhost")),
                Arguments.of(
                        "--header-env X-API-Key: the environment variable NOBODY_HAS_IT is not set",
                        List.of("--mcp", "--header-env", "X-API-Key=NOBODY_HAS_IT")),
                Arguments.of("a scenario needs two answers", List.of(SCENARIO, "--max-answers", "1")),
                Arguments.of("--page-timeout must be more than nothing", List.of("--mcp", "--page-timeout", "0s")));
    }

    @ParameterizedTest
    @MethodSource
    void misuses(String sentence, List<String> arguments) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(tachograph.err.toString())
                .startsWith("tachograph: ")
                .contains(sentence)
                .hasLineCount(1);
    }

    @Test
    void browserThatIsNotThere_isOneSentence() {
        assertThat(run(List.of("--mcp", "--chromium", "no/such/browser"))).isEqualTo(1);
        assertThat(tachograph.err.toString())
                .startsWith("tachograph: --chromium: no/such/browser is no program")
                .hasLineCount(1);
    }

    /** The client's library knows it, and does not announce its end. */
    @Test
    void usualModel_isACurrentOne() throws NoSuchFieldException {
        String usual = new CommandLine(new DashboardTestCommand())
                .getCommandSpec()
                .findOption("--model")
                .defaultValue();
        assertThat(Model.of(usual).known()).isNotNull();
        assertThat(Model.class
                        .getField(usual.replace('-', '_').toUpperCase(Locale.ROOT))
                        .isAnnotationPresent(Deprecated.class))
                .isFalse();
    }

    private int run(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("dashboard-test"));
        all.addAll(arguments);
        return tachograph.run(all.toArray(new String[0]));
    }
}
