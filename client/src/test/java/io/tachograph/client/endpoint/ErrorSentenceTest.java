package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Error bodies as servers write them, and what a person should read of each. */
class ErrorSentenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // FastAPI, and Mistral's wrapping of it.
                "{'detail':[{'type':'extra_forbidden','loc':['body','stream_options'],"
                        + "'msg':'Extra inputs are not permitted','input':{'include_usage':true}}]}"
                        + " | Extra inputs are not permitted (body.stream_options)",
                "{'object':'error','message':{'detail':[{'type':'extra_forbidden','loc':['body','stream_options'],"
                        + "'msg':'Extra inputs are not permitted','input':null}]},'type':'invalid_request_error'}"
                        + " | Extra inputs are not permitted (body.stream_options)",
                "{'detail':[{'loc':['body','messages',0,'content'],'msg':'Field required'},{'loc':['body','n'],"
                        + "'msg':'Too big'}]} | Field required (body.messages.0.content); Too big (body.n)",
                "{'detail':'Not Found'} | Not Found",
                "{'detail':{'reason':'quota'}} | quota",
                // OpenAI, vLLM, Azure, Anthropic, Google, Ollama, Bigmodel, Spring, plain lists.
                "{'error':{'message':'Unknown parameter','param':'top_kk','code':null}} | Unknown parameter (top_kk)",
                "{'error':{'message':'Unknown parameter: top_kk','param':'top_kk'}} | Unknown parameter: top_kk",
                "{'object':'error','message':'too long','code':400} | too long",
                "{'error':{'code':'429','message':'slow down'}} | slow down",
                "{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}} | Overloaded",
                "[{'error':{'code':400,'message':'bad key','details':[{'reason':'API_KEY_INVALID'}]}}] | bad key",
                "{'error':'no such model'} | no such model",
                "{'code':1302,'msg':'rate limit reached','success':false} | rate limit reached",
                "{'status':400,'error':'Bad Request','message':'prompt is empty','path':'/v1'} | prompt is empty",
                "{'error':{'message':['a','b'],'type':'x'},'detail':{'reason':'quota'}} | a; b",
                "{'errors':[{'message':'one'},{'message':'two'}]} | one; two",
                "{'error':{'type':'x'},'detail':'second best'} | second best",
                // Nothing that a person could read, or an answer.
                "{} | ``",
                "{'error':{'code':5}} | ``",
                "{'message':{'role':'assistant','content':'Hi'},'done':true} | ``",
                "{'choices':[{'message':{'content':'Hi'}}]} | ``",
            })
    void sentence_isTheServers(String body, String sentence) throws Exception {
        assertThat(ErrorSentence.of(new ObjectMapper().readTree(body.replace('\'', '"'))))
                .isEqualTo(sentence);
    }
}
