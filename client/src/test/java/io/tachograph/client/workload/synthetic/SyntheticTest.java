package io.tachograph.client.workload.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.client.endpoint.Message;
import io.tachograph.client.endpoint.Prompt;
import io.tachograph.client.workload.Conversation;
import io.tachograph.client.workload.ThinkTime;
import io.tachograph.client.workload.Workload;
import io.tachograph.client.workload.tokens.TokenCounter;
import io.tachograph.client.workload.tokens.Tokenizers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticTest {
    private static final LengthLaw INPUT = LengthLaw.uniform(20, 300);
    private static final LengthLaw OUTPUT = LengthLaw.fixed(7);

    @Test
    void prompts_haveTheTokensTheyClaim() {
        TokenCounter tokenizer = Tokenizers.o200k();
        Workload workload =
                Synthetic.of(INPUT, OUTPUT, 1).withTokenizer(tokenizer).prompts();

        for (int i = 0; i < 300; i++) {
            Prompt prompt = ask(workload);
            assertThat(prompt.inputTokens())
                    .isEqualTo(tokenizer.count(prompt.text()))
                    .isBetween(20, 300);
            assertThat(prompt.outputTokens()).isEqualTo(7);
        }
        assertThat(workload.describe())
                .isEqualTo("synthetic prompts; input uniform 20 to 300 tokens; output 7 tokens; lengths exact for"
                        + " o200k_base; seed 1");
    }

    @Test
    void seedDecidesThePrompts_whateverThreadsDraw() {
        List<String> alone = texts(Synthetic.of(INPUT, null, 1).prompts(), 2_000);
        Workload shared = Synthetic.of(INPUT, null, 1).prompts();
        ConcurrentLinkedQueue<String> together = new ConcurrentLinkedQueue<>();

        IntStream.range(0, 2_000)
                .parallel()
                .forEach(i -> together.add(ask(shared).text()));

        assertThat(together).containsExactlyInAnyOrderElementsOf(alone);
        assertThat(texts(Synthetic.of(INPUT, null, 2).prompts(), 100)).doesNotContainAnyElementsOf(alone);
    }

    @Test
    void sharedPrefixes_areSharedByTheirShare_andByNobodyElse() {
        Synthetic plan = Synthetic.of(LengthLaw.fixed(10), null, 1).withSharedPrefix(new SharedPrefix(4, 100, 0.6));
        Map<String, Integer> prefixes = new HashMap<>();
        int requests = 5_000;
        Workload workload = plan.prompts();

        for (int i = 0; i < requests; i++) {
            Prompt prompt = ask(workload);
            List<String> words = Arrays.asList(prompt.text().split(" ", -1));
            assertThat(prompt.inputTokens()).isEqualTo(words.size()).isEqualTo(110);
            prefixes.merge(String.join(" ", words.subList(0, 100)), 1, Integer::sum);
        }

        List<Integer> common =
                prefixes.values().stream().filter(count -> count > 1).toList();
        assertThat(common).hasSize(4);
        int hits = common.stream().mapToInt(Integer::intValue).sum();
        assertThat(hits / (double) requests).isCloseTo(0.6, within(0.03));
        assertThat(common).allMatch(count -> Math.abs(count - hits / 4.0) < 0.15 * hits / 4.0);
        assertThat(prefixes).hasSize(4 + requests - hits);
        assertThat(workload.describe()).contains("60 % begin with one of 4 prefixes of 100 tokens");
    }

    @Test
    void uniquePrompts_differInTheirFirst32Characters_alsoFromAnotherRuns() {
        LengthLaw law = LengthLaw.uniform(4, 20);
        Set<String> beginnings = new HashSet<>();
        for (long run = 1; run <= 2; run++) {
            Workload workload =
                    Synthetic.of(law, null, 1).withUniquePrompts(run).prompts();
            for (String text : texts(workload, 50_000)) {
                beginnings.add(text.substring(0, Math.min(32, text.length())));
            }
        }
        assertThat(beginnings).hasSize(100_000);
    }

    @Test
    void plansThatContradictThemselves_areRefused() {
        Synthetic plan = Synthetic.of(LengthLaw.uniform(3, 20), null, 1);

        assertThatThrownBy(() -> plan.withUniquePrompts(1))
                .hasMessage("unique prompts need at least 4 tokens, but the shortest has 3");
        assertThatThrownBy(
                        () -> plan.withSharedPrefix(new SharedPrefix(1, 2, 1)).prompts())
                .hasMessageStartingWith("a prefix of 2 tokens is too short");
        assertThatThrownBy(() -> new SharedPrefix(1, 10, 1.5)).hasMessage("share 1.5 must be from 0 to 1");
    }

    @Test
    void conversation_carriesItsHistory_withAnswersOrWordsInTheirPlace() {
        Workload workload = Synthetic.of(LengthLaw.fixed(10), OUTPUT, 1)
                .withSharedPrefix(new SharedPrefix(1, 30, 1))
                .conversations(LengthLaw.fixed(3), ThinkTime.fixed(Duration.ofSeconds(1)));
        Conversation talk = Objects.requireNonNull(workload.next());

        Conversation.Turn first = Objects.requireNonNull(talk.next(null));
        Conversation.Turn second = Objects.requireNonNull(talk.next(null));
        Conversation.Turn third = Objects.requireNonNull(talk.next("my answer"));

        assertThat(talk.next("the end")).isNull();
        assertThat(first.thinkTime()).isZero();
        assertThat(second.thinkTime()).isEqualTo(Duration.ofSeconds(1));
        assertThat(roles(first)).containsExactly(Message.Role.SYSTEM, Message.Role.USER);
        assertThat(first.prompt().inputTokens()).isEqualTo(40);
        assertThat(second.prompt().inputTokens()).isEqualTo(40 + 7 + 10);
        assertThat(third.prompt().inputTokens()).isNull();
        assertThat(third.prompt().messages())
                .startsWith(second.prompt().messages().toArray(new Message[0]));
        assertThat(third.prompt().messages().get(4)).isEqualTo(new Message(Message.Role.ASSISTANT, "my answer"));
        assertThat(Objects.requireNonNull(
                                Objects.requireNonNull(workload.next()).next(null))
                        .prompt()
                        .messages()
                        .get(0))
                .isEqualTo(first.prompt().messages().get(0));
        assertThat(workload.describe()).contains("conversations of 3 turns with think time 1 s");
    }

    private static List<Message.Role> roles(Conversation.Turn turn) {
        return turn.prompt().messages().stream().map(Message::role).toList();
    }

    private static List<String> texts(Workload workload, int n) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            texts.add(ask(workload).text());
        }
        return texts;
    }

    private static Prompt ask(Workload workload) {
        return Objects.requireNonNull(Objects.requireNonNull(workload.next()).next(null))
                .prompt();
    }
}
