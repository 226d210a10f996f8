package io.tachograph.client.workload.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.client.endpoint.Message;
import io.tachograph.client.endpoint.Prompt;
import io.tachograph.client.workload.Conversation;
import io.tachograph.client.workload.ThinkTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedConversationTest {
    /** As in the real set: a conversation that begins with an answer, an empty one, two answers in a row. */
    private static final String SHARE_GPT = """
            [{"id": "a", "conversations": [
               {"from": "gpt", "value": "left over"},
               {"from": "system", "value": "be brief"},
               {"from": "human", "value": "q one"},
               {"from": "gpt", "value": "a b c"},
               {"from": "gpt", "value": "d"},
               {"from": "human", "value": "q two"},
               {"from": "gpt", "value": ""}]},
             {"id": "b", "conversations": []}]
            """;

    @TempDir
    Path folder;

    private Dataset set;

    @BeforeEach
    void load() throws IOException {
        set = Dataset.load(Files.writeString(folder.resolve("s.json"), SHARE_GPT), DatasetFormat.SHAREGPT, false);
    }

    @Test
    void conversationWithoutAQuestion_isLeftOutAndCounted() {
        assertThat(set.size()).isEqualTo(1);
        assertThat(set.skipped()).isEqualTo(1);
        assertThat(set.usualTurns()).isEqualTo(Replay.Turns.FIRST);
        assertThat(set.shuffled(1).describe())
                .isEqualTo("data set " + folder.resolve("s.json") + ", 1 entry (1 without a question left out);"
                        + " first turn; shuffled by seed 1; over and over");
    }

    @Test
    void firstTurn_isAskedAlone_withTheRecordedAnswersLength() {
        Conversation talk = begin(Replay.inOrder().withTurns(Replay.Turns.FIRST).withRecordedLengths());
        Prompt prompt = ask(talk, null);

        assertThat(contents(prompt)).containsExactly("SYSTEM be brief", "USER q one");
        assertThat(prompt.inputTokens()).isEqualTo(4);
        assertThat(prompt.outputTokens()).isEqualTo(3);
        assertThat(talk.next(null)).isNull();
    }

    @Test
    void lastTurn_isAskedWithAllBeforeIt() {
        Conversation talk = begin(Replay.inOrder().withRecordedLengths());
        Prompt prompt = ask(talk, null);

        assertThat(contents(prompt))
                .containsExactly("SYSTEM be brief", "USER q one", "ASSISTANT a b c", "ASSISTANT d", "USER q two");
        assertThat(prompt.inputTokens()).isEqualTo(10);
        assertThat(prompt.outputTokens()).isEqualTo(1);
        assertThat(talk.next(null)).isNull();
    }

    @Test
    void everyTurn_followsTheTargetsAnswer() {
        ThinkTime twoSeconds = ThinkTime.fixed(Duration.ofSeconds(2));
        Conversation talk = begin(new Replay(Replay.Turns.EVERY, false, 0, 0, twoSeconds, false, null));
        ask(talk, null);

        Conversation.Turn second = Objects.requireNonNull(talk.next("really"));

        assertThat(second.thinkTime()).isEqualTo(Duration.ofSeconds(2));
        assertThat(contents(second.prompt()))
                .containsExactly("SYSTEM be brief", "USER q one", "ASSISTANT really", "USER q two");
        assertThat(second.prompt().inputTokens()).isNull();
        assertThat(talk.next("end")).isNull();
    }

    @Test
    void everyTurn_followsTheRecordedAnswer_whenNoneWasKept() {
        Conversation talk = begin(Replay.inOrder().withTurns(Replay.Turns.EVERY));
        ask(talk, null);

        assertThat(contents(ask(talk, null)))
                .containsExactly("SYSTEM be brief", "USER q one", "ASSISTANT a b c", "ASSISTANT d", "USER q two");
    }

    @Test
    void recordedLengths_needATokenizer() {
        assertThatThrownBy(() -> set.workload(Replay.inOrder().withRecordedLengths()))
                .hasMessageEndingWith("recorded lengths need a tokenizer");
    }

    /** One word, one token. */
    private Conversation begin(Replay replay) {
        Dataset counted = set.counted(text -> text.isEmpty() ? 0 : text.split(" ", -1).length);
        return Objects.requireNonNull(counted.workload(replay).next());
    }

    private static Prompt ask(Conversation talk, @Nullable String answer) {
        return Objects.requireNonNull(talk.next(answer)).prompt();
    }

    private static List<String> contents(Prompt prompt) {
        return prompt.messages().stream().map(RecordedConversationTest::say).toList();
    }

    private static String say(Message message) {
        return message.role() + " " + message.content();
    }
}
