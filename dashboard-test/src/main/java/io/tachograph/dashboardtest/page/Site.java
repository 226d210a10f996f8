package io.tachograph.dashboardtest.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard that is looked at. The browser reaches its origin and no other.
 *
 * @param base its address without a slash at the end
 * @param headers sent with every request to it; no page and no assistant sees them
 * @param apiKey by which to sign in to Tachograph's dashboard; null: not at all
 * @param longestLoad how long a page may take to load
 */
public record Site(
        String base, Map<String, String> headers, @Nullable String apiKey, Duration longestLoad) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    public Site {
        headers = Map.copyOf(headers);
        URI address = parsed(base);
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (address.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException("'" + base + "' must be an address such as http://localhost:8000");
        }
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("it names a user, which belongs into a header");
        }
        base = base.replaceAll("/+$", "");
    }

    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' must be an address such as http://localhost:8000", e);
        }
    }

    String host() {
        return parsed(base).getHost().replaceAll("[\\[\\]]", "");
    }

    /** As browsers write it: in lower case, without the port that the scheme has anyway. */
    String origin() {
        URI address = parsed(base);
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        int port = address.getPort();
        boolean usual = port < 0 || port == (scheme.equals("https") ? HTTPS_PORT : HTTP_PORT);
        return scheme + "://" + address.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + port);
    }

    /**
     * The address of a place on it.
     *
     * @param place a path such as {@code /#/overview}, or a whole address of the same origin
     * @throws IllegalArgumentException when it is neither
     */
    String address(String place) {
        if (place.startsWith("/") && !place.startsWith("//")) {
            return base + place;
        }
        if (place.equals(origin()) || place.startsWith(origin() + "/")) {
            return place;
        }
        throw new IllegalArgumentException(
                "'" + place + "' must be a path such as /#/overview, or an address of " + origin());
    }
}
