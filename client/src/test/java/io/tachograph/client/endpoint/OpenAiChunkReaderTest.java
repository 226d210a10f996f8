package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiChunkReaderTest {
    private final OpenAiChunkReader reader = new OpenAiChunkReader();

    @Test
    void openAiStream_hasARoleAnOutputAFinishAndAUsageChunk() throws IOException {
        List<Chunk> chunks = sample(Samples.OPENAI);

        assertThat(chunks).extracting(chunk -> chunk.hasPart).containsExactly(true, true, true, false);
        assertThat(chunks).extracting(chunk -> chunk.hasOutput).containsExactly(false, true, false, false);
        assertThat(chunks).extracting(chunk -> chunk.finishReason).containsExactly(null, null, "stop", null);
        assertThat(chunks).extracting(chunk -> chunk.outputTokens).containsExactly(-1L, -1L, -1L, 1L);
        assertThat(chunks.get(3).inputTokens).isEqualTo(9);
        assertThat(chunks.get(3).cachedInputTokens).isEqualTo(0);
        assertThat(chunks.get(3).reasoningTokens).isEqualTo(0);
    }

    @Test
    void azureStream_hasChunksWithoutChoicesAndWithoutDelta() throws IOException {
        List<Chunk> chunks = sample(Samples.AZURE);

        assertThat(chunks).extracting(chunk -> chunk.hasPart).containsExactly(false, true, true, true, true);
        assertThat(chunks).extracting(chunk -> chunk.hasOutput).containsExactly(false, false, true, false, false);
        assertThat(chunks.get(4).finishReason).isEqualTo("stop");
    }

    @Test
    void vllmReasoningStream_hasReasoningApartFromOutput() throws IOException {
        List<Chunk> chunks = sample(Samples.VLLM_REASONING);

        assertThat(chunks).extracting(chunk -> chunk.hasReasoning).containsExactly(false, true, false, false, false);
        assertThat(chunks).extracting(chunk -> chunk.hasOutput).containsExactly(false, false, true, false, false);
        assertThat(chunks.get(4).outputTokens).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'choices':[{'delta':{'content':'x'}}]}",
                "{'choices':[{'delta':{'refusal':'no'}}]}",
                "{'choices':[{'text':'x'}]}",
                "{'choices':[{'delta':{'tool_calls':[{'index':0,'id':'call_1','function':{'name':'f','arguments':''}}]}}]}",
                "{'choices':[{'delta':{'tool_calls':[{'index':0,'function':{'arguments':'{'}}]}}]}",
                "{'choices':[{'delta':{'function_call':{'name':'f'}}}]}"
            })
    void whatAUserGets_isOutput(String json) throws IOException {
        assertThat(read(json).hasOutput).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'choices':[{'delta':{'role':'assistant','content':''}}]}",
                "{'choices':[{'delta':{'content':null,'tool_calls':null}}]}",
                "{'choices':[{'delta':{'tool_calls':[]}}]}",
                "{'choices':[{'delta':{'tool_calls':[{'index':0,'function':{'arguments':''}}]}}]}",
                "{'choices':[{'delta':null,'logprobs':{'content':[{'token':'x'}]}}]}",
                "{'choices':[null]}",
                "{'choices':[{'text':''}]}",
                "{'choices':[{'delta':{'content':[{'type':'text'}]}}]}"
            })
    void chunkWithoutText_isNoOutput(String json) throws IOException {
        Chunk chunk = read(json);

        assertThat(chunk.hasPart).isTrue();
        assertThat(chunk.hasOutput).isFalse();
        assertThat(chunk.hasReasoning).isFalse();
    }

    @Test
    void gatewaysErrorInTheContent_isAnError_andNoOutput() throws IOException {
        Chunk chunk = read("{'id':'chatcmpl-api-error','choices':[{'delta':{'content':'\\n\\n[ERROR] no such model'},"
                + "'finish_reason':'stop'}]}");

        assertThat(chunk.error).isEqualTo("no such model");
        assertThat(chunk.hasOutput).isFalse();
        assertThat(read("{'id':'c-1','choices':[{'delta':{'content':'[ERROR] x'}}]}").error)
                .isNull();
    }

    @Test
    void timingsOfLlamaCpp_areFactsOfTheServer() throws IOException {
        Chunk chunk = new Chunk(null);
        byte[] bytes = Samples.bytes("llamacpp-timings.json");
        reader.read(null, bytes, bytes.length, chunk);

        assertThat(chunk.server).hasSize(9).containsEntry("prompt_ms", 30.958).containsEntry("cache_n", 236d);
        assertThat(chunk.hasPart).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'error':null,'choices':[]}", "{'error':'','choices':[]}", "{'error':false}"})
    void emptyError_isNone(String json) throws IOException {
        assertThat(read(json).error).isNull();
    }

    @Test
    void finishReasonThatIsEmpty_isNone() throws IOException {
        assertThat(read("{'choices':[{'finish_reason':''}]}").finishReason).isNull();
    }

    @Test
    void usageWithNullDetails_andNegativeCounts_isReadAsFarAsItMakesSense() throws IOException {
        Chunk chunk = read("{'usage':{'prompt_tokens':-1,'completion_tokens':7,'prompt_tokens_details':null}}");

        assertThat(chunk.inputTokens).isEqualTo(Chunk.ABSENT);
        assertThat(chunk.outputTokens).isEqualTo(7);
        assertThat(chunk.cachedInputTokens).isEqualTo(Chunk.ABSENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{'choices':[{'delta':{'content':'x'}}]", "{} {}", "nonsense", "{'a':}"})
    void anythingButOneObject_isRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class);
    }

    private List<Chunk> sample(String name) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        for (String line : Samples.text(name).lines().toList()) {
            if (line.startsWith("data: {")) {
                Chunk chunk = new Chunk(null);
                byte[] bytes = line.substring(6).getBytes(StandardCharsets.UTF_8);
                reader.read(null, bytes, bytes.length, chunk);
                chunks.add(chunk);
            }
        }
        return chunks;
    }

    private Chunk read(String json) throws IOException {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Chunk chunk = new Chunk(null);
        reader.read(null, bytes, bytes.length, chunk);
        return chunk;
    }
}
