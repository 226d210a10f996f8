package io.tachograph.collectors.source.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.inventory.ClusterEntry;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.collectors.source.http.Upstream;
import java.net.URI;
import java.util.List;

/** Jobs as an HTTP page reports them: the gateway's, or a cluster's own. */
final class HttpJobs implements ClusterAdapter {
    private final Upstream server;
    private final URI page;
    private volatile String status = "";

    HttpJobs(Upstream server, URI page) {
        this.server = server;
        this.page = page;
    }

    @Override
    public List<ClusterJob> jobs(ClusterEntry cluster, Reading reading) throws SourceException {
        JsonNode json = server.json(server.get(reading, page, "application/json"));
        if (!JobsJson.isOne(json)) {
            throw new SourceException(
                    FailureKind.MALFORMED,
                    server.place() + " answers no lists of jobs for " + cluster.name() + ": is it the right page?");
        }
        status = JobsJson.status(json);
        return JobsJson.parse(json);
    }

    /** What the cluster said of itself last; empty for nothing. */
    String status() {
        return status;
    }
}
