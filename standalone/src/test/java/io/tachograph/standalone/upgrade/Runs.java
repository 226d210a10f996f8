package io.tachograph.standalone.upgrade;

import java.nio.file.Path;
import java.util.List;

/**
 * Ways to the results of a recorded run's second half.
 *
 * @param job what runs
 * @param run with which messages
 * @param servers between which it runs
 */
record Runs(UpgradeCase job, RecordedRun run, Servers servers) {
    /** By a job that has run from the beginning. */
    Results uninterrupted(Path state) throws Exception {
        servers.clear(job);
        try (FedJob fed = FedJob.start(job, servers, state)) {
            fed.feed(run.known());
            Results before = Results.of(job, servers);
            servers.clearTables(job);
            fed.feed(run.rest());
            return Results.of(job, servers).after(before);
        }
    }

    /**
     * By a job that resumes from a savepoint, if there is one in the folder of its state. The messages that the
     * savepoint knows are not on the topics any more, so whatever is right of them is right by the state.
     */
    Results restored(Path state) throws Exception {
        return fromTheMiddle(state, run.unreadableInPlaceOfKnown());
    }

    /** By a job that knows nothing of the first half. */
    Results forgetful(Path state) throws Exception {
        return fromTheMiddle(state, List.of());
    }

    private Results fromTheMiddle(Path state, List<Sent> there) throws Exception {
        servers.clear(job);
        try (Sender sender = new Sender(servers)) {
            sender.send(there);
        }
        try (FedJob fed = FedJob.start(job, servers, state)) {
            fed.feed(run.rest());
            return Results.of(job, servers);
        }
    }
}
