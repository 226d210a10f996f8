package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract's streams of the Responses and Messages APIs do not have. */
class VendorEventsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'error','code':'x','message':'boom','param':null,'sequence_number':1}",
                "{'type':'error','sequence_number':2,'error':{'type':'t','code':'x','message':'boom','param':null}}",
                "{'type':'response.failed','response':{'status':'failed','error':{'code':'x','message':'boom'}}}",
                "{'error':{'message':'boom','code':500}}"
            })
    void errorOfAnyShape_isFound_withAndWithoutTheEventsName(String json) {
        assertThat(failure(new ResponsesReader(), null, json)).isEqualTo("boom");
        if (json.contains("'type':'error'")) {
            assertThat(failure(new ResponsesReader(), "error", json)).isEqualTo("boom");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'status':'failed','output':[],'error':{'message':'boom'}}|boom",
                "{'status':'cancelled','output':[],'error':null}|the response is cancelled"
            })
    void wholeResponseThatFailed_isAnError(String json, String sentence) {
        assertThat(failure(new ResponsesReader(), null, json)).isEqualTo(sentence);
    }

    @Test
    void nameThatAProxyGivesToAllEvents_hidesNothing() throws IOException {
        assertThat(failure(new AnthropicReader(), "message", "{'type':'error','error':{'message':'boom'}}"))
                .isEqualTo("boom");
        Chunk delta = read(
                new AnthropicReader(),
                "message",
                "{'type':'content_block_delta','delta':{'type':'text_delta','text':'Hi'}}");
        assertThat(delta.hasOutput).isTrue();
        assertThat(delta.isLast).isFalse();
    }

    @Test
    void lastEvent_holdsTheAnswerAgain_whichIsOutputOnlyIfNothingCameBefore() throws IOException {
        String completed = "{'type':'response.completed','response':{'status':'completed','output':[{'type':'message',"
                + "'content':[{'type':'output_text','text':'Hi'}]}]}}";
        ResponsesReader reader = new ResponsesReader();
        read(reader, null, "{'type':'response.output_text.delta','delta':'Hi'}");
        Chunk chunk = read(reader, "response.completed", completed);

        assertThat(chunk.hasOutput).isFalse();
        assertThat(read(new ResponsesReader(), null, completed).hasOutput).isTrue();
        assertThat(chunk.isLast).isTrue();
        assertThat(chunk.finishReason).isEqualTo("completed");
    }

    @Test
    void messageThatComesAtTheEndOnly_isOutput_thoughReasoningWasStreamed() throws IOException {
        String reasoning = "{'type':'reasoning','summary':[{'type':'summary_text','text':'Hm'}]}";
        String message = "{'content':[{'type':'output_text','text':'Hi'}],'type':'message'}";
        String completed = "{'type':'response.completed','response':{'status':'completed','output':[" + reasoning + ","
                + message + "]}}";
        ResponsesReader reader = new ResponsesReader();
        assertThat(read(reader, null, "{'type':'response.reasoning_text.delta','delta':'Hm'}").hasReasoning)
                .isTrue();
        Chunk thought = read(reader, null, "{'type':'response.output_item.done','item':" + reasoning + "}");
        assertThat(thought.hasReasoning || thought.hasOutput).isFalse();

        Chunk last = read(reader, null, completed);
        assertThat(last.hasOutput).isTrue();
        assertThat(last.hasReasoning).isFalse();
        assertThat(last.isLast).isTrue();
    }

    @Test
    void everyItem_countsOnce_inPiecesOrAtItsEndOrInTheResponse() throws IOException {
        String message = "{'content':[{'type':'output_text','text':'Hi'}],'type':'message'}";
        String call = "{'type':'function_call','name':'f','arguments':'{}'}";
        ResponsesReader reader = new ResponsesReader();

        assertThat(read(reader, null, "{'type':'response.output_text.delta','delta':'Hi'}").hasOutput)
                .isTrue();
        // Two items at once: the end of one is not that of the other.
        assertThat(read(reader, null, "{'type':'response.function_call_arguments.delta','delta':'{}'}").hasOutput)
                .isTrue();
        assertThat(read(reader, null, itemDone(message)).hasOutput).isFalse();
        assertThat(read(reader, null, itemDone(call)).hasOutput).isFalse();
        assertThat(read(reader, null, itemDone(message)).hasOutput).isTrue();
        assertThat(read(reader, null, itemDone(call)).hasOutput).isTrue();
        Chunk last = read(
                reader,
                null,
                "{'type':'response.completed','response':{'status':'completed','output':[" + message + "," + call
                        + ",{'type':'reasoning','summary':[{'text':'Hm'}]}]}}");
        assertThat(last.hasOutput || last.hasReasoning).isFalse();
    }

    /** The second call comes whole while the first is in flight, wherever events name the item that they are about. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'response.function_call_arguments.delta','output_index':%d,'delta':'{'}"
                        + "|{'type':'response.output_item.done','output_index':%d,'item':%s}",
                "{'type':'response.function_call_arguments.delta','delta':'{','output_index':%d}"
                        + "|{'item':%2$s,'output_index':%1$d,'type':'response.output_item.done'}"
            })
    void itemsInFlightTogether_countOnceEach(String delta, String done) throws IOException {
        String call = "{'type':'function_call','name':'f','arguments':'{}'}";
        ResponsesReader reader = new ResponsesReader();

        assertThat(read(reader, null, delta.formatted(0)).hasOutput).isTrue();
        assertThat(read(reader, null, done.formatted(1, call)).hasOutput).isTrue();
        assertThat(read(reader, null, done.formatted(0, call)).hasOutput).isFalse();
    }

    @Test
    void reasoningInAContentBeforeItsType_isNotHeardTwice() throws IOException {
        ResponsesReader reader = new ResponsesReader();
        read(reader, null, "{'type':'response.reasoning_text.delta','delta':'Hm'}");

        Chunk done =
                read(reader, null, itemDone("{'content':[{'type':'reasoning_text','text':'Hm'}],'type':'reasoning'}"));
        assertThat(done.hasReasoning || done.hasOutput).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'delta':'Hi','type':'response.output_text.delta'}|true",
                "{'delta':'Hm','type':'response.reasoning_text.delta'}|false",
                "{'item':{'content':[{'text':'Hi'}],'type':'message'},'type':'response.output_item.done'}|true"
            })
    void typeAtTheEndOfAnEventWithoutAName_isHeard(String json, boolean output) throws IOException {
        Chunk chunk = read(new ResponsesReader(), null, json);

        assertThat(chunk.hasOutput).isEqualTo(output);
        assertThat(chunk.hasReasoning).isEqualTo(!output);
    }

    private static String itemDone(String item) {
        return "{'type':'response.output_item.done','item':" + item + "}";
    }

    @Test
    void laterZeroOfACache_doesNotUndoWhatWasHeard() throws IOException {
        AnthropicReader reader = new AnthropicReader();
        read(
                reader,
                null,
                "{'type':'message_start','message':{'usage':{'input_tokens':5,'cache_read_input_tokens':7}}}");

        Chunk delta = read(
                reader,
                null,
                "{'type':'message_delta','usage':{'input_tokens':5,'cache_read_input_tokens':0,'output_tokens':8}}");
        assertThat(delta.inputTokens).isEqualTo(12);
        assertThat(delta.cachedInputTokens).isEqualTo(7);
    }

    @Test
    void countsOfAnthropic_areAddedUpOverEvents_andTheFirstOutputCountIsNone() throws IOException {
        AnthropicReader reader = new AnthropicReader();

        Chunk start = read(
                reader,
                null,
                "{'type':'message_start','message':{'usage':{'input_tokens':5,'cache_read_input_tokens':7,"
                        + "'output_tokens':1}}}");
        assertThat(start.inputTokens).isEqualTo(12);
        assertThat(start.outputTokens).isEqualTo(Chunk.ABSENT);

        Chunk delta = read(
                reader,
                null,
                "{'type':'message_delta','delta':{'stop_reason':null},"
                        + "'usage':{'cache_creation_input_tokens':3,'output_tokens':8}}");
        assertThat(delta.inputTokens).isEqualTo(15);
        assertThat(delta.cachedInputTokens).isEqualTo(7);
        assertThat(delta.outputTokens).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':'ping'}", "{'type':'something_new','delta':'x','content':7}", "{}"})
    void eventsThatSayNothing_areNoPart(String json) throws IOException {
        for (ChunkReader reader : new ChunkReader[] {new AnthropicReader(), new ResponsesReader()}) {
            Chunk chunk = read(reader, null, json);

            assertThat(chunk.hasPart).isFalse();
            assertThat(chunk.isLast).isFalse();
            assertThat(chunk.error).isNull();
        }
    }

    private static String failure(ChunkReader reader, @Nullable String event, String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        AnswerChunks chunks = new AnswerChunks(reader, new Chunk(null), "an event", "reported");
        try {
            chunks.read(event, bytes, 0, bytes.length);
            throw new AssertionError("no failure");
        } catch (AnswerException e) {
            assertThat(e.outcome()).isEqualTo(Outcome.STREAM_ERROR);
            assertThat(e).hasMessageStartingWith("reported: ");
            return String.valueOf(e.getMessage()).substring("reported: ".length());
        }
    }

    private static Chunk read(ChunkReader reader, @Nullable String event, String json) throws IOException {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Chunk chunk = new Chunk(null);
        reader.read(event, bytes, bytes.length, chunk);
        return chunk;
    }
}
