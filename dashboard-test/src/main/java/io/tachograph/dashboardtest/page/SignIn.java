package io.tachograph.dashboardtest.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tachograph.browser.BrowserException;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Signs in to Tachograph's dashboard as its page does. The browser gets the session, and never the key. */
final class SignIn {
    private SignIn() {}

    /**
     * Begins a session.
     *
     * @return the cookies that stand for it
     * @throws BrowserException when the dashboard does not answer, or does not know the key
     */
    static List<HttpCookie> with(String key, Site site) {
        URI address = URI.create(site.base() + "/session");
        String body = JsonNodeFactory.instance.objectNode().put("key", key).toString();
        try {
            HttpResponse<Void> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(address)
                                    .timeout(site.longestLoad())
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            List<HttpCookie> cookies = answer.headers().allValues("set-cookie").stream()
                    .flatMap(text -> HttpCookie.parse(text).stream())
                    .toList();
            if (answer.statusCode() / 100 != 2 || cookies.isEmpty()) {
                throw new BrowserException("The dashboard does not take the API key: " + address
                        + " answered with status " + answer.statusCode() + ".");
            }
            return cookies;
        } catch (IOException e) {
            throw new BrowserException("The dashboard does not answer at " + address + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrowserException("Interrupted.");
        }
    }
}
