package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that tell with every chunk how many tokens there were until then: the last count is the answer's. */
class RunningUsageTest {
    private static final int TOKENS = 5;

    private final Random random = new Random(1);

    @ParameterizedTest
    @EnumSource
    void lastOfRunningCounts_stands_andNoneIsAdded(StreamForm form) throws AnswerException {
        AttemptMeasurements timer = read(form, count -> form.usage(7, String.valueOf(2 * count), random));

        assertThat(timer.inputTokens).isEqualTo(7);
        assertThat(TokenCounts.of(timer, true).output()).isEqualTo(2 * TOKENS);
    }

    /** Totals alone, as the output's own count may be missing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'choices':[],'usage':{'prompt_tokens':7,'total_tokens':%d}}",
                "{'choices':[],'usage':{'total_tokens':%d,'prompt_tokens':7}}",
                "{'choices':[{'delta':{},'usage':{'input_tokens':7,'total_tokens':%d}}]}",
                "{'choices':[],'x_vendor':{'usage':{'prompt_tokens':7,'total_tokens':%d}}}"
            })
    void lastOfRunningTotals_stands(String usage) throws AnswerException {
        for (StreamForm form : new StreamForm[] {StreamForm.CHAT, StreamForm.COMPLETIONS}) {
            AttemptMeasurements timer =
                    read(form, count -> usage.replace('\'', '"').replace("%d", String.valueOf(7 + 2 * count)));

            assertThat(TokenCounts.of(timer, true).output()).isEqualTo(2 * TOKENS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'completion_tokens':%d", "'total_tokens':1%d"})
    void countWithTheFirstToken_saysHowManyItHeld(String count) throws AnswerException {
        AttemptMeasurements timer = new AttemptMeasurements(0, Keep.NOTHING);
        StreamReader reader = new StreamReader(StreamForm.CHAT.call(), timer);
        for (int i = 3; i < 6; i++) {
            String usage = "'prompt_tokens':10," + count.replace("%d", String.valueOf(i));
            String chunk = "{'choices':[{'delta':{'content':'x'}}],'usage':{" + usage + "}}";
            reader.read(KindReader.bytes("data: " + chunk.replace('\'', '"') + "\n\n"), i);
        }

        TokenCounts counts = TokenCounts.of(timer, true);
        assertThat(counts.inFirstChunk()).isEqualTo(3);
        assertThat(counts.output()).isEqualTo(5);
    }

    private AttemptMeasurements read(StreamForm form, LongFunction<String> usage) throws AnswerException {
        StringBuilder text = new StringBuilder(String.join("", form.frames(form.begin(random))));
        for (long i = 1; i <= TOKENS; i++) {
            text.append(form.frame(form.output("\"x\"", random))).append(form.frame(usage.apply(i)));
        }
        form.frames(form.finish(form.goodReasons.get(0))).forEach(text::append);
        form.frames(form.end()).forEach(text::append);
        AttemptMeasurements timer = new AttemptMeasurements(0, Keep.NOTHING);
        StreamReader reader = new StreamReader(form.call(), timer);
        reader.read(KindReader.bytes(text.toString()), 1);
        reader.end();
        return timer;
    }
}
