package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What no text about a target may show: its key, the query of its URL, and the values of its headers. Thread-safe. */
final class Secrets {
    private static final int RUN = 8;

    /** Shorter header values, such as 1 or on, turn up in any text. */
    private static final int SHORTEST_HEADER = 4;

    /**
     * One of them.
     *
     * @param what its name in a text
     * @param shortest it counts from this length on
     */
    private record Secret(String what, String value, int shortest) {}

    private final List<Secret> secrets;

    private Secrets(List<Secret> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /** @param headers of the API kind; the one that holds credentials counts */
    static Secrets of(TargetConfig target, @Nullable ApiKey key, Map<String, String> headers) {
        List<Secret> secrets = new ArrayList<>();
        if (key != null) {
            secrets.add(new Secret("the API key", key.secret(), 1));
        }
        URI url = target.url();
        if (url.getRawQuery() != null) {
            secrets.add(new Secret("the URL's query", url.getRawQuery(), 1));
            secrets.add(new Secret("the URL's query", url.getQuery(), 1));
        }
        headers.forEach((name, value) -> {
            if (name.toLowerCase(Locale.ROOT).contains("auth")) {
                secrets.add(new Secret("the API key", credentials(value), SHORTEST_HEADER));
            }
        });
        target.extras()
                .headers()
                .values()
                .forEach(value -> secrets.add(new Secret("a request header", credentials(value), SHORTEST_HEADER)));
        return new Secrets(secrets);
    }

    /** Without the scheme, a word that errors may well use. */
    private static String credentials(String value) {
        int blank = value.indexOf(' ');
        String scheme = blank < 0 ? "" : value.substring(0, blank).toLowerCase(Locale.ROOT);
        return scheme.equals("bearer") || scheme.equals("basic")
                ? value.substring(blank + 1).strip()
                : value;
    }

    /** What the line shares a run of characters with, null when with nothing. */
    @Nullable
    String repeatedIn(String line) {
        for (Secret secret : secrets) {
            if (SharedRun.of(line, secret.value(), RUN, secret.shortest())) {
                return secret.what();
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "***";
    }
}
