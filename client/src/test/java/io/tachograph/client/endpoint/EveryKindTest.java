package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.TokenSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What was reported of one API kind, in the others as well. */
class EveryKindTest {
    private final Random random = new Random(1);

    @ParameterizedTest
    @EnumSource
    void errorInAnyDress_isAStreamError_whateverFollows(StreamForm form) {
        for (String error : Fault.ERRORS) {
            List<String> frames = answer(form, 3, form.usage(7, "3", random));
            frames.add(frames.size() - 1, form.isEvents() ? "data: " + error + "\n\n" : error + "\n");
            assertThatThrownBy(() -> read(form, String.join("", frames)))
                    .as(error)
                    .isInstanceOfSatisfying(
                            AnswerException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.STREAM_ERROR))
                    .hasMessageContaining(error.contains("boom") ? "boom" : "within the stream: ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void errorWithoutItsField_isAStreamErrorWithItsSentence(StreamForm form) {
        for (String text :
                new String[] {"Internal Server Error", "{\"error\":{\"message\":\"Internal Server Error\"}}"}) {
            for (String prefix :
                    form.isEvents() ? new String[] {"", "error: ", "event: error\ndata: "} : new String[] {""}) {
                String body = form.frame(form.output("\"x\"", random)) + prefix + text + "\n\n";
                assertThatThrownBy(() -> read(form, body))
                        .as(body)
                        .hasMessage("the target reported an error within the stream: Internal Server Error");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void lastFrameWithoutItsEnd_counts_butHalfOfItDoesNot(StreamForm form) throws AnswerException {
        List<String> frames = answer(form, 3, form.usage(7, "9", random));
        String text = String.join("", frames).stripTrailing();

        assertThat(read(form, text).outputTokens).isEqualTo(9);

        String withoutEnd = String.join(
                        "", frames.subList(0, frames.size() - form.end().size()))
                .replaceAll(
                        "(?s)[^\\n]*done_reason[^\\n]*\\n|data: [^\\n]*(finish_reason\":\"|stop_reason\":\")[^\\n]*\\n\\n",
                        "");
        String half = withoutEnd.substring(0, withoutEnd.stripTrailing().length() - 5);
        assertThatThrownBy(() -> read(form, half))
                .as(half)
                .isInstanceOfSatisfying(
                        AnswerException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.STREAM_ERROR));
    }

    @ParameterizedTest
    @EnumSource
    void answerOfNothing_isAStreamError(StreamForm form) {
        assertThatThrownBy(() -> read(form, String.join("", answer(form, 0, form.usage(7, "0", random)))))
                .satisfies(e ->
                        assertThat(((AnswerException) e).outcome()).isIn(Outcome.STREAM_ERROR, Outcome.PROTOCOL_ERROR));
    }

    @ParameterizedTest
    @EnumSource
    void tokensThatOnlyTheServerCounted_makeAnOkWithNoTiming(StreamForm form) throws AnswerException {
        List<String> frames = answer(form, 0, form.usage(7, "9", random));
        frames.add(0, form.frame(form.output("\"\"", random)));

        AttemptMeasurements timer = read(form, String.join("", frames));

        assertThat(timer.firstTokenNanos).isEqualTo(AttemptMeasurements.NEVER);
        assertThat(TokenCounts.of(timer, true).output()).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource
    void countWrittenInAnyWay_isRead_andAnAbsurdOneCostsNoMoreThanItself(StreamForm form) throws AnswerException {
        for (String count : new String[] {"15", "15.0", "1.5e1", "\"15\"", "\" 15 \""}) {
            assertThat(output(form, 3, count)).as(count).isEqualTo(new Output(15, TokenSource.USAGE));
        }
        for (String count : new String[] {
            "0", "1", "-1", "null", "1e300", "99999999999999999999999", "2.5", "\"many\"", "{}", "[]", "true"
        }) {
            assertThat(output(form, 3, count)).as(count).isEqualTo(new Output(3, TokenSource.CHUNKS));
        }
        assertThat(output(form, 1, "1")).isEqualTo(new Output(1, TokenSource.USAGE));
    }

    /** Pieces as their vendors send them: lists, objects, strings in lists. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CHAT|{'choices':[{'delta':{'content':[{'type':'text','text':'x'}]}}]}|true",
                "CHAT|{'choices':[{'delta':{'some_thoughts':'x'}}]}|false",
                "CHAT|{'choices':[{'delta':{'images':[{'type':'image_url','image_url':{'url':'data:x'}}]}}]}|true",
                "COMPLETIONS|{'choices':[{'text':['x']}]}|true",
                "COMPLETIONS|{'choices':[{'text':'','reasoning':'x'}]}|false",
                "RESPONSES|{'type':'response.output_text.delta','delta':{'text':'x'}}|true",
                "RESPONSES|{'type':'response.reasoning_text.delta','delta':[{'text':'x'}]}|false",
                "RESPONSES|{'type':'response.output_item.done','item':{'type':'reasoning','summary':[{'type':'summary_text','text':'x'}]}}|false",
                "RESPONSES|{'type':'response.output_item.done','item':{'type':'message','content':[{'type':'output_text','text':'x'}]}}|true",
                "ANTHROPIC|{'type':'content_block_delta','delta':{'type':'text_delta','text':[{'text':'x'}]}}|true",
                "ANTHROPIC|{'type':'content_block_delta','delta':{'type':'reasoning_delta','reasoning':'x'}}|false",
                "ANTHROPIC|{'type':'content_block_start','content_block':{'type':'text','text':'x'}}|true",
                "OLLAMA_CHAT|{'message':{'content':[{'type':'text','text':'x'}]}}|true",
                "OLLAMA_CHAT|{'message':{'content':'','thinking':[{'text':'x'}]}}|false",
                "OLLAMA_CHAT|{'message':{'content':'','reasoning':'x'}}|false",
                "OLLAMA_GENERATE|{'response':['x']}|true",
                "OLLAMA_GENERATE|{'response':'','reasoning_content':'x'}|false",
                "TASKS|{'status':'processing','result':{'text':'x'}}|true"
            })
    void outputInAnyPart_isTimed(StreamForm form, String json, boolean output) throws AnswerException {
        AttemptMeasurements timer = new AttemptMeasurements(0, Keep.NOTHING);
        StreamReader reader = new StreamReader(form.call(), timer);
        reader.read(bytes(form.frame(json.replace('\'', '"'))), 17);

        assertThat(timer.firstTokenNanos).isEqualTo(17);
        assertThat(timer.firstOutputTokenNanos).isEqualTo(output ? 17 : AttemptMeasurements.NEVER);
    }

    private record Output(long tokens, TokenSource source) {}

    private Output output(StreamForm form, int tokens, String count) throws AnswerException {
        AttemptMeasurements timer = read(form, String.join("", answer(form, tokens, form.usage(7, count, random))));
        TokenCounts counts = TokenCounts.of(timer, true);
        return new Output(counts.output(), counts.source());
    }

    private List<String> answer(StreamForm form, int tokens, String usage) {
        List<String> frames = new ArrayList<>(form.frames(form.begin(random)));
        for (int i = 0; i < tokens; i++) {
            frames.add(form.frame(form.output("\"x\"", random)));
        }
        frames.addAll(form.frames(form.finish(form.goodReasons.get(0))));
        frames.add(form.frame(usage));
        frames.addAll(form.frames(form.end()));
        return frames;
    }

    private static AttemptMeasurements read(StreamForm form, String text) throws AnswerException {
        AttemptMeasurements timer = new AttemptMeasurements(0, Keep.NOTHING);
        StreamReader reader = new StreamReader(form.call(), timer);
        reader.read(bytes(text), 1);
        reader.end();
        return timer;
    }

    private static io.netty.buffer.ByteBuf bytes(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
