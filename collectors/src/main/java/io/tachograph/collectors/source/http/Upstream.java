package io.tachograph.collectors.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * A server that is asked for page after page, with its credentials, and that is left alone as long as it wants. For threads
 * that may wait. Thread-safe.
 */
public final class Upstream {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE_SECONDS = 30;

    private final PageReader reader;
    private final URI base;
    private final Credentials credentials;
    private final IntFunction<String> toDo;
    private final Pause pause;
    private final ServerClock clock;

    /**
     * @param base without a slash at its end
     * @param toDo by status, what a person should do about it
     * @param clock by which it is left alone, and with which its own is compared
     */
    public Upstream(PageReader reader, URI base, Credentials credentials, IntFunction<String> toDo, WallClock clock) {
        this.reader = reader;
        this.base = base;
        this.credentials = credentials;
        this.toDo = toDo;
        this.pause = new Pause(clock);
        this.clock = new ServerClock(clock);
    }

    /** Its address as people may see it. */
    public String place() {
        return HttpFailure.shown(base);
    }

    /** @param path with its query, from the base on */
    public URI url(String path) {
        return URI.create(base + path);
    }

    /**
     * A page, whatever its status but for 429.
     *
     * @param path with its query, from the base on
     * @throws SourceException when nothing comes, or the server wants to be left alone
     */
    public Page get(Reading reading, String path, String accept) throws SourceException {
        return get(reading, url(path), accept);
    }

    /** The same of another address of this server, such as one that it has told. */
    public Page get(Reading reading, URI url, String accept) throws SourceException {
        return ask(reading, new PageRequest(url, Map.of("Accept", accept), null));
    }

    /** The same of a question that may be posted; its headers are sent beside the credentials. */
    public Page ask(Reading reading, PageRequest request) throws SourceException {
        Page page = send(reading, request);
        boolean refused = page.status() == 400 || page.status() == 401 || page.status() == 403;
        if (refused && credentials.renew(page)) {
            page = send(reading, request);
        }
        if (page.status() == 429) {
            pause.check(place());
            throw failed(page);
        }
        return page;
    }

    private Page send(Reading reading, PageRequest request) throws SourceException {
        pause.check(place());
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.putAll(credentials.headers(request));
        Page page = await(
                request.url(),
                reading.step(reader.ask(new PageRequest(request.url(), headers, request.body()))
                        .orTimeout(PAGE_SECONDS, TimeUnit.SECONDS)));
        pause.learn(page);
        clock.learn(page);
        return page;
    }

    /** How far its clock is ahead of this host's, by its last answer; zero while nobody knows. */
    public Duration ahead() {
        return clock.ahead();
    }

    /** The time there. */
    public Instant now() {
        return clock.now();
    }

    /** What a page says, which has to be there. */
    public JsonNode json(Reading reading, String path) throws SourceException {
        return json(get(reading, path, "application/json"));
    }

    /** @throws SourceException when it is not there, or is no JSON */
    public JsonNode json(Page page) throws SourceException {
        if (page.status() != 200) {
            throw failed(page);
        }
        try {
            JsonNode json = JSON.readTree(page.body());
            if (json != null && !json.isMissingNode()) {
                return json;
            }
        } catch (IOException e) {
            // Said below: the parser's own sentence quotes the body.
        }
        throw new SourceException(
                FailureKind.MALFORMED, HttpFailure.shown(page.url()) + " answers no JSON, or some that ends early");
    }

    /** What a page's status means. */
    public SourceException failed(Page page) {
        FailureKind kind =
                switch (page.status()) {
                    case 401, 403 -> FailureKind.REFUSED;
                    case 429 -> FailureKind.LIMITED;
                    default -> FailureKind.UNAVAILABLE;
                };
        return new SourceException(
                kind,
                HttpFailure.shown(page.url()) + " answers with status " + page.status() + ": "
                        + toDo.apply(page.status()));
    }

    private static Page await(URI url, CompletableFuture<Page> page) throws SourceException {
        try {
            return page.join();
        } catch (CompletionException e) {
            throw HttpFailure.of(url, e);
        }
    }
}
