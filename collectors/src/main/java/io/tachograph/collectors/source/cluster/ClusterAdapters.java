package io.tachograph.collectors.source.cluster;

import io.tachograph.client.http.TlsConfig;
import io.tachograph.collectors.inventory.ClusterEntry;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.http.Credentials;
import io.tachograph.collectors.source.http.KeyVariable;
import io.tachograph.collectors.source.http.MetricsAddress;
import io.tachograph.collectors.source.http.PageReader;
import io.tachograph.collectors.source.http.PageReaders;
import io.tachograph.collectors.source.http.Upstream;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who asks a cluster: the gateway if there is one, the cluster's status page, or a class of somebody's own. */
final class ClusterAdapters {
    /** The gateway's own, by the last part of their names: how to ask them is known. */
    private static final Set<String> BY_STATUS_PAGE = Set.of("MetisCluster", "DirectAPICluster");

    private static final String BY_GLOBUS = "GlobusComputeCluster";

    private final ClusterSettings settings;
    private final PageReader reader;
    private final Credentials key;
    private final @Nullable Upstream gateway;
    private final SourceContext context;

    ClusterAdapters(ClusterSettings settings, PageReaders readers, SourceContext context) {
        this.settings = settings;
        this.context = context;
        reader = readers.of(TlsConfig.trustingOrJdk(settings.caFile()));
        key = new KeyVariable(settings.apiKeyEnv(), context.environment());
        gateway = settings.gateway() == null
                ? null
                : new Upstream(
                        reader,
                        MetricsAddress.of(settings.gateway(), "").base(),
                        key,
                        ClusterAdapters::toDo,
                        context.clock());
    }

    /** The single cluster of a configuration that names no file. */
    ClusterAdapter single(String cluster) {
        return settings.statusUrl() == null ? atGateway(cluster) : atPage(settings.statusUrl(), key);
    }

    /** @throws IllegalArgumentException in one sentence, when nobody knows how to ask it */
    ClusterAdapter of(ClusterEntry cluster) {
        String name = cluster.adapter().substring(cluster.adapter().lastIndexOf('.') + 1);
        boolean known = BY_STATUS_PAGE.contains(name) || name.equals(BY_GLOBUS);
        if (known && gateway != null) {
            return atGateway(cluster.name());
        }
        Object page = cluster.config().get("status_url");
        if (BY_STATUS_PAGE.contains(name) && page instanceof String url) {
            Object variable = cluster.config().get("api_key_env_name");
            return atPage(url, new KeyVariable(variable instanceof String text ? text : null, context.environment()));
        }
        if (known) {
            throw new IllegalArgumentException("cluster " + cluster.name() + " needs "
                    + (name.equals(BY_GLOBUS)
                            ? "gateway: Globus Compute cannot be asked directly"
                            : "status_url or gateway"));
        }
        return own(cluster);
    }

    private static ClusterAdapter own(ClusterEntry cluster) {
        String what = "cluster " + cluster.name() + ": cluster_adapter " + cluster.adapter();
        try {
            Object adapter =
                    Class.forName(cluster.adapter()).getDeclaredConstructor().newInstance();
            if (adapter instanceof ClusterAdapter usable) {
                return usable;
            }
            throw new IllegalArgumentException(what + " is no " + ClusterAdapter.class.getName());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalArgumentException(
                    what + " is no class on the class path that can be made without arguments; of the gateway's own,"
                            + " MetisCluster, DirectAPICluster and GlobusComputeCluster are known",
                    e);
        }
    }

    private ClusterAdapter atGateway(String cluster) {
        if (gateway == null || !cluster.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("cluster " + cluster + " is no name that a gateway knows");
        }
        return new HttpJobs(gateway, gateway.url("/" + cluster + "/jobs"));
    }

    private ClusterAdapter atPage(String url, Credentials credentials) {
        URI page = MetricsAddress.page(url, "status_url");
        return new HttpJobs(new Upstream(reader, page, credentials, ClusterAdapters::toDo, context.clock()), page);
    }

    private static String toDo(int status) {
        return switch (status) {
            case 401 ->
                "name the environment variable that holds the gateway's token as api-key-env; tokens of Globus last 48"
                        + " hours";
            case 403 -> "the token is of somebody who may not see it";
            case 404 -> "is it a cluster of this gateway?";
            case 503 -> "the cluster is under maintenance, or the gateway is not ready";
            default -> "see its log, or that of a proxy before it";
        };
    }
}
