package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
    private RunningApi api;

    @BeforeEach
    void start() throws IOException {
        api = new RunningApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void key_becomesACookieThatStandsForItWithoutHoldingIt() {
        HttpResponse<String> signedIn = signIn("{\"key\":\"" + RunningApi.KEY + "\"}");

        String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").doesNotContain(RunningApi.KEY);
        assertThat(api.send("GET", "/", "Cookie", session(cookie)).body()).contains("\"name\":\"key-1\"");
    }

    @Test
    void link_signsInOnce() {
        String token = api.server.signInLink(RunningApi.KEY).replace("/#sign-in=", "");

        HttpResponse<String> first = signIn("{\"link\":\"" + token + "\"}");
        HttpResponse<String> second = signIn("{\"link\":\"" + token + "\"}");

        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(second.statusCode()).isEqualTo(401);
    }

    @Test
    void cookie_thatWasChanged_isRefused() {
        String cookie = session(signIn("{\"key\":\"" + RunningApi.KEY + "\"}")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow());
        String longer = cookie.replaceFirst("\\.([0-9])", ".9$1");

        assertThat(longer).isNotEqualTo(cookie);
        assertThat(api.send("GET", "/", "Cookie", longer).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "{\"key\":1}", "{\"link\":\"\"}", "{\"key\":\"wrong-key-123\"}", "{", "nothing"})
    void otherBody_isRefused(String body) {
        assertThat(signIn(body).statusCode()).isEqualTo(401);
    }

    @Test
    void form_ofAnotherSite_cannotSignIn() {
        assertThat(api.send("POST", "/session", "Content-Type", "text/plain").statusCode())
                .isEqualTo(415);
    }

    @Test
    void signingOut_takesTheCookieAway() {
        assertThat(api.send("DELETE", "/session").headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie).contains("Max-Age=0"));
    }

    private HttpResponse<String> signIn(String body) {
        return api.postJson("/session", body);
    }

    private static String session(String setCookie) {
        return setCookie.substring(0, setCookie.indexOf(';'));
    }
}
