package io.tachograph.collectors.source.cluster;

import io.tachograph.collectors.inventory.ClusterEntry;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Reading;
import java.util.List;

/**
 * Asks one cluster for its jobs. One of one's own is a public class with a public constructor without arguments, which the
 * field {@code cluster_adapter} of {@code clusters.json} names.
 */
@FunctionalInterface
public interface ClusterAdapter {
    /**
     * All jobs, by now. Called on a thread that may wait, one call at a time.
     *
     * @param reading ends when the answer is no longer waited for
     * @throws SourceException in one sentence, when the cluster does not tell
     */
    List<ClusterJob> jobs(ClusterEntry cluster, Reading reading) throws SourceException;
}
