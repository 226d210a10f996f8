package io.tachograph.collectors.source.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Page;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.collectors.source.http.Upstream;
import io.tachograph.collectors.source.huggingface.HubModel.State;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks the hub about one model. Its token goes nowhere else: redirects and further pages are followed on the same host only. */
final class HubClient {
    private static final String JSON = "application/json";
    private static final int MOST_PAGES = 20;
    private static final Pattern NEXT = Pattern.compile("<([^>]{1,2000})>\\s*;\\s*rel=\"?next\"?");

    private final Upstream hub;
    private final boolean hasToken;

    HubClient(Upstream hub, boolean hasToken) {
        this.hub = hub;
        this.hasToken = hasToken;
    }

    /**
     * @param model namespace and name
     * @throws SourceException when the hub cannot be asked now, or refuses the token
     */
    HubModel lookUp(Reading reading, String model) throws SourceException {
        Page page = hub.get(reading, "/api/models/" + model, JSON);
        State absent = absent(page);
        if (absent != null) {
            return HubModel.absent(model, absent);
        }
        JsonNode json = hub.json(page);
        HubModel found = ModelFacts.of(model, json);
        return files(
                reading, found, json.path("id").asText(model), json.path("sha").asText("main"));
    }

    /** @return null for an answer that is none of these */
    private @Nullable State absent(Page page) throws SourceException {
        String code = page.header("x-error-code");
        if (page.status() == 401) {
            if (hasToken && !"RepoNotFound".equals(code) && !"GatedRepo".equals(code)) {
                throw hub.failed(page);
            }
            return "GatedRepo".equals(code) ? State.GATED : State.MISSING_PRIVATE_OR_GATED;
        }
        if (page.status() == 403) {
            if ("GatedRepo".equals(code)) {
                return State.GATED;
            }
            if (new String(page.body(), StandardCharsets.UTF_8).contains("disabled")) {
                return State.DISABLED;
            }
            throw hub.failed(page);
        }
        return page.status() == 404 ? State.MISSING_OR_PRIVATE : null;
    }

    /** A model's facts may be readable where its files are not. */
    private HubModel files(Reading reading, HubModel model, String id, String revision) throws SourceException {
        WeightFiles files = new WeightFiles();
        URI url = hub.url("/api/models/" + id + "/tree/" + revision + "?recursive=true");
        for (int number = 1; url != null && number <= MOST_PAGES; number++) {
            Page page = hub.get(reading, url, JSON);
            // Refused within the list is something else, and fails.
            if (number == 1 && (page.status() == 401 || page.status() == 403 || page.status() == 404)) {
                return model.with("files", "not readable");
            }
            for (JsonNode entry : hub.json(page)) {
                files.add(entry);
            }
            url = next(page);
        }
        HubModel counted = model.with("files", Integer.toString(files.count()));
        // What the weights have in them is exact; the sizes of files are the next best.
        return model.sizeBytes() == null && url == null ? counted.withSizeBytes(files.bytes()) : counted;
    }

    private static @Nullable URI next(Page page) throws SourceException {
        String link = page.header("link");
        Matcher matcher = link == null ? null : NEXT.matcher(link);
        if (matcher == null || !matcher.find()) {
            return null;
        }
        try {
            URI next = page.url().resolve(matcher.group(1));
            if (page.url().getRawAuthority().equals(next.getRawAuthority())
                    && page.url().getScheme().equals(next.getScheme())
                    && !next.equals(page.url())) {
                return next;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new SourceException(
                FailureKind.MALFORMED,
                "the hub's list of files goes on at another host, or at itself; it is not followed");
    }
}
