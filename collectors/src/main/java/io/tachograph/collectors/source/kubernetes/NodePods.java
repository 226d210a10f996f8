package io.tachograph.collectors.source.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pods of one node, listed once and then followed: an agent on each of a thousand nodes must not list again and again. The
 * client lists anew whenever the watch was lost for too long. Thread-safe.
 */
final class NodePods implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodePods.class);
    private static final long LOOK_MILLIS = 20;

    private final KubernetesClient client;
    private final SharedIndexInformer<Pod> pods;
    private final Duration patience;
    private volatile @Nullable Throwable failure;

    /**
     * Begins at once.
     *
     * @param soon run whenever something has changed
     */
    NodePods(String node, KubernetesSettings settings, Runnable soon) {
        patience = settings.requestTimeout();
        client = new KubernetesClientBuilder().withConfig(config(settings)).build();
        FilterWatchListDeletable<Pod, PodList, PodResource> ofNode =
                client.pods().inAnyNamespace().withField("spec.nodeName", node);
        String selector = settings.pods();
        pods = (selector == null ? ofNode : ofNode.withLabelSelector(selector)).runnableInformer(0);
        pods.exceptionHandler((started, why) -> {
            failure = why;
            LOG.debug("pods of {} cannot be followed", node, why);
            return true; // Again, with growing pauses.
        });
        pods.addEventHandler(new Changes(soon));
        var unused = pods.start();
    }

    private static Config config(KubernetesSettings settings) {
        String server = settings.apiServer();
        Config own = server == null ? Config.autoConfigure(null) : Config.empty();
        ConfigBuilder config = new ConfigBuilder(own)
                .withRequestTimeout((int) settings.requestTimeout().toMillis());
        return (server == null ? config : config.withMasterUrl(server)).build();
    }

    /** @throws SourceException when they are not known, or no longer */
    List<Pod> now() throws SourceException, InterruptedException {
        // A watch ends after some minutes and begins anew; that is no failure.
        for (long end = System.nanoTime() + patience.toNanos(); !isKnown(); Thread.sleep(LOOK_MILLIS)) {
            if (System.nanoTime() - end >= 0) {
                throw why(failure);
            }
        }
        failure = null;
        return pods.getStore().list();
    }

    private boolean isKnown() {
        return pods.hasSynced() && pods.isWatching();
    }

    private SourceException why(@Nullable Throwable last) {
        String server = client.getMasterUrl().getHost();
        for (Throwable cause = last; cause != null; cause = cause.getCause()) {
            if (cause instanceof KubernetesClientException said && said.getCode() > 0) {
                return said.getCode() == 401 || said.getCode() == 403
                        ? new SourceException(
                                FailureKind.REFUSED,
                                "the API server at " + server + " refuses (" + said.getCode()
                                        + "): the agent's service account needs get, list and watch of pods, by a ClusterRole"
                                        + " and its binding")
                        : new SourceException(
                                FailureKind.UNAVAILABLE,
                                "the API server at " + server + " answers a list of pods with " + said.getCode());
            }
            if (cause instanceof SSLException) {
                return new SourceException(
                        FailureKind.REFUSED,
                        "no TLS connection to the API server at " + server
                                + ": is its authority that of the service account, or of KUBECONFIG?");
            }
            if (cause instanceof JsonProcessingException) {
                return new SourceException(
                        FailureKind.MALFORMED, "what answers at " + server + " is no API server: it lists no pods");
            }
            if (cause.getCause() == null && !(cause instanceof IOException)) {
                return new SourceException(
                        FailureKind.INTERNAL,
                        "the pods at the API server " + server + " cannot be followed ("
                                + cause.getClass().getSimpleName() + "); the agent's log has it at level debug");
            }
        }
        return new SourceException(
                FailureKind.UNREACHABLE, "the API server at " + server + " does not answer; targets found before stay");
    }

    private record Changes(Runnable soon) implements ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            soon.run();
        }

        @Override
        public void onUpdate(Pod before, Pod now) {
            soon.run();
        }

        @Override
        public void onDelete(Pod pod, boolean lastStateUnknown) {
            soon.run();
        }
    }

    @Override
    public void close() {
        pods.close();
        client.close();
    }
}
