package io.tachograph.client.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.client.workload.dataset.Dataset;
import io.tachograph.client.workload.dataset.DatasetFormat;
import io.tachograph.client.workload.dataset.Replay;
import io.tachograph.client.workload.trace.Trace;
import io.tachograph.client.workload.trace.TraceFormat;
import io.tachograph.client.workload.trace.TraceReading;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data sets and traces from public bug reports of load clients. */
class ReportedFilesTest {
    @Test
    void traceInSecondsWithBlocksOf16_isReadAsSuch_andSaysSo() throws Exception {
        Path file = file("15-bailian-trace-bailian.jsonl");
        Trace trace = Trace.load(file);

        assertThat(trace.offsetsNanos()).containsExactly(0, 386_000_000L);
        assertThat(trace.describe())
                .endsWith("; times in s (assumed, as some have a fraction; --trace-unit sets it); blocks of 16"
                        + " tokens (found: no other length fits)");
        assertThat(Trace.load(file, new TraceReading(TraceFormat.AUTO, null, 16))
                        .describe())
                .endsWith("; blocks of 16 tokens (given)");
    }

    @Test
    void nineRowsHalfASecondApart_takeFourSeconds() throws Exception {
        Trace trace = Trace.load(file("15-bailian-trace-sec.jsonl"));

        assertThat(trace.size()).isEqualTo(9);
        assertThat(trace.offsetsNanos()[8]).isEqualTo(4_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "16-conversations-of-role-and-content-capital.json,x",
        "16-conversations-of-role-and-content-conv_role.json,What is a lorry?",
        "16-conversations-of-role-and-content-conv_role.jsonl,What is a lorry?"
    })
    void conversations_areReadWhateverTheirFieldsAreCalled(String name, String question) throws Exception {
        assertThat(Dataset.load(file(name), DatasetFormat.AUTO, true).texts()).containsExactly(question);
    }

    @Test
    void oddEntry_isLeftOutAndCounted() throws Exception {
        Path tool = file("17-one-tool-conversation-tool_one.json");
        Path value = file("17-one-tool-conversation-nullvalue.json");

        assertThat(Dataset.load(tool).texts()).containsExactly("q1", "q3");
        assertThat(Dataset.load(value).texts()).containsExactly("z");
        assertThat(Dataset.load(tool).workload(Replay.inOrder()).describe())
                .startsWith("data set " + tool + ", 2 entries (1 odd left out, the first: data set " + tool
                        + ", element 2: a message is of 'function_call', not of system, user (human) or assistant"
                        + " (gpt))");
        assertThatThrownBy(() -> Dataset.load(tool, DatasetFormat.AUTO, true))
                .hasMessageContaining("element 2: a message is of 'function_call'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17-one-tool-conversation-messages_tool.jsonl|, line 1: a message calls tools, which cannot be asked again",
                "17-one-tool-conversation-nonobj.json|, element 1: a message is no object",
                "18-json-noise-in-sentences-data.json|, line 1: not valid JSON (column 2): it ends too early; outside a list"
                        + " in brackets, each line is one value",
                "18-json-noise-in-sentences-trailcomma.json|: not valid JSON (line 1, column 17): unexpected character ']'"
            })
    void fileOfNothingElse_isRefusedInASentenceAboutIt(String name, String sentence) throws Exception {
        Path file = file(name);

        assertThatThrownBy(() -> Dataset.load(file)).hasMessage("data set " + file + sentence);
    }

    @Test
    void numbersThatAreNoJson_doNotMatterWhereNobodyReadsThem() throws Exception {
        assertThat(Dataset.load(file("18-json-noise-in-sentences-nan.jsonl"), DatasetFormat.AUTO, true)
                        .texts())
                .isEqualTo(List.of("x", "y"));
    }

    private static Path file(String name) throws URISyntaxException {
        URL found = Objects.requireNonNull(ReportedFilesTest.class.getResource("/cases/" + name), name);
        return Path.of(found.toURI());
    }
}
