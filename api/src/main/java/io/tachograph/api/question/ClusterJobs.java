package io.tachograph.api.question;

import io.tachograph.api.request.Parameters;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;

/** Jobs of clusters' schedulers that serve models. */
final class ClusterJobs implements Question {
    @Override
    public String path() {
        return "/cluster-jobs";
    }

    @Override
    public Plan plan(Parameters given) {
        FunctionCall call = FunctionCall.of("cluster_jobs", RowOrder.by("cluster text", "source text", "job text"));
        return Plan.of(given.filter(call, "cluster", "state", "model"));
    }
}
