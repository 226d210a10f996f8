package io.tachograph.collectors.inventory;

import io.tachograph.collectors.inventory.Inventory.Skipped;
import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's {@code endpoints.json}: each entry behind its {@code DirectAPIEndpoint}, or behind an adapter that is a
 * class on this class path, becomes a target. Its API kind is that of a full URL's end, or else the first that its
 * cluster offers and Tachograph speaks, or else {@code openai-chat}.
 *
 * <p>{@code allowed_globus_groups}, {@code allowed_domains}, {@code tpm_model}, {@code tpm_user} and
 * {@code config.api_request_timeout} are the gateway's own matter and have no effect here.
 */
public final class EndpointsFile {
    private static final String MODEL = "resource_server_async.endpoint";
    private static final String DIRECT = ".direct_api.DirectAPIEndpoint";
    private static final String GLOBUS = ".globus_compute.GlobusComputeEndpoint";
    private static final Set<String> FIELDS = Set.of(
            "endpoint_slug",
            "cluster",
            "framework",
            "model",
            "endpoint_adapter",
            "allowed_globus_groups",
            "allowed_domains",
            "tpm_model",
            "tpm_user",
            "config");
    private static final Set<String> CONFIG = Set.of("api_url", "api_key_env_name", "api_request_timeout");
    private static final Set<String> GLOBUS_CONFIG = Set.of("api_port", "endpoint_uuid", "function_uuid");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final @Nullable Clusters clusters;
    private final List<TargetConfig> targets = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> slugs = new HashSet<>();

    private EndpointsFile(@Nullable Clusters clusters) {
        this.clusters = clusters;
    }

    /**
     * Without the clusters' file.
     *
     * @throws IllegalArgumentException in one sentence with file and line or entry and field, when something is wrong
     * @throws IOException when the file cannot be read
     */
    public static Inventory read(Path file) throws IOException {
        return new EndpointsFile(null).inventory(file);
    }

    /**
     * Together with the clusters, whose offers decide the API kinds.
     *
     * @throws IllegalArgumentException in one sentence with file and line or entry and field, when something is wrong
     * @throws IOException when the file cannot be read
     */
    public static Inventory read(Path file, Clusters clusters) throws IOException {
        return new EndpointsFile(clusters).inventory(file);
    }

    private Inventory inventory(Path file) throws IOException {
        for (FixtureEntry entry : Fixture.read(file)) {
            if (entry.model().equals(MODEL)) {
                endpoint(entry);
            } else {
                skipped.add(new Skipped(entry.name(), "it is a " + entry.model() + ", not an endpoint"));
            }
        }
        return new Inventory(targets, skipped, warnings);
    }

    private void endpoint(FixtureEntry entry) {
        String slug = entry.text("endpoint_slug");
        String objection = Slug.objection(slug, entry.text("cluster"), entry.text("framework"), entry.text("model"));
        if (objection != null) {
            throw entry.wrong("endpoint_slug", objection);
        }
        if (!slugs.add(slug)) {
            throw entry.wrong("endpoint_slug", "is '" + slug + "' as in an entry before");
        }
        String adapter = entry.text("endpoint_adapter");
        if (adapter.endsWith(GLOBUS)) {
            entry.warnUnknown(FIELDS, GLOBUS_CONFIG, warnings);
            skip(entry, slug, "it needs Globus Compute and cannot be reached by HTTP");
        } else if (adapter.endsWith(DIRECT)) {
            direct(entry, slug);
        } else if (isClass(adapter)) {
            target(entry, slug, url(entry), adapter);
        } else {
            entry.warnUnknown(FIELDS, CONFIG, warnings);
            skip(
                    entry,
                    slug,
                    "its adapter " + adapter + " is neither the gateway's DirectAPIEndpoint nor a class on the"
                            + " class path");
        }
    }

    private void direct(FixtureEntry entry, String slug) {
        URI url = url(entry);
        String api = ApiChoice.ofUrl(url);
        ClusterEntry cluster = cluster(entry);
        if (api == null && cluster != null && !cluster.openaiEndpoints().isEmpty()) {
            api = ApiChoice.ofOffer(cluster.openaiEndpoints());
            if (api == null) {
                String reason = "its cluster " + cluster.name() + " offers only " + cluster.openaiEndpoints();
                skip(entry, slug, reason + ", of which none can be measured");
                return;
            }
        }
        target(entry, slug, url, api == null ? "openai-chat" : api);
    }

    private void target(FixtureEntry entry, String slug, URI url, String api) {
        String variable = entry.configText("api_key_env_name");
        if (variable != null && !VARIABLE.matcher(variable).matches()) {
            // Not shown: it may be the key itself.
            throw entry.wrong("config.api_key_env_name", "must be the name of an environment variable");
        }
        entry.warnUnknown(FIELDS, CONFIG, warnings);
        try {
            targets.add(new TargetConfig(
                    slug,
                    entry.text("cluster"),
                    entry.text("framework"),
                    entry.text("model"),
                    url,
                    api,
                    variable,
                    "",
                    Map.of()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(entry.name() + ": " + e.getMessage(), e);
        }
    }

    private void skip(FixtureEntry entry, String slug, String reason) {
        skipped.add(new Skipped(entry.name() + " (" + slug + ")", reason));
    }

    private @Nullable ClusterEntry cluster(FixtureEntry entry) {
        if (clusters == null) {
            return null;
        }
        ClusterEntry found = clusters.named(entry.text("cluster")).orElse(null);
        if (found == null) {
            warnings.add(entry.name() + ": no cluster is named '" + entry.text("cluster")
                    + "', so what it offers is not" + " known");
        }
        return found;
    }

    private static URI url(FixtureEntry entry) {
        String text = entry.configText("api_url");
        if (text == null) {
            throw entry.wrong("config.api_url", "is missing");
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Its text is not shown: a URL may hold a key.
            throw entry.wrong("config.api_url", "is no URL: " + e.getReason() + " at character " + (e.getIndex() + 1));
        }
    }

    /** Without running any of its code. */
    private static boolean isClass(String name) {
        try {
            return Class.forName(name, false, EndpointsFile.class.getClassLoader()) != null;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
