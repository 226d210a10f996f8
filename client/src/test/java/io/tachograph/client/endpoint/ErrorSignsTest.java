package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorSignsTest {
    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'code':'InsufficientBalance','message':{'zh':'x','en':'no balance'}}",
                "{'code':1113,'message':['no balance']}",
                "{'code':100,'message':'parameter missing'}",
                "{'code':110,'msg':'no permission'}"
            })
    void codeBesideAMessage_isAnError(String error) throws Exception {
        assertThat(ErrorSigns.find(json(error), false)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'code':200,'message':{'id':'m1'}}",
                "{'code':202,'message':'queued'}",
                "{'code':0,'msg':'done'}",
                "{'code':7,'message':{}}",
                "{'code':7,'message':'ok'}",
                "{'code':7}"
            })
    void codeOfASuccess_orBesideNothing_isNone(String json) throws Exception {
        assertThat(ErrorSigns.find(json(json), false)).isNull();
    }
}
