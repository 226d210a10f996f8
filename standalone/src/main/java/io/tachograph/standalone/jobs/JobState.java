package io.tachograph.standalone.jobs;

import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * State of a job.
 *
 * @param job its name
 * @param status Flink's word: {@code RUNNING}, {@code RESTARTING} after a failure, or how it ended
 * @param trouble why it keeps restarting, empty when it does not
 */
public record JobState(String job, String status, Optional<JobTrouble> trouble) {
    static final String RUNNING = "RUNNING";

    public boolean isWell() {
        return trouble.isEmpty() && status.equals(RUNNING);
    }

    /** One or a few words that change only when there is news. */
    public String words() {
        return trouble.map(JobState::keepsRestarting).orElse(status);
    }

    /** A sentence for whoever asks {@code /health}: without the failure's message, which may hold anything. */
    public String forEveryone() {
        return "The job " + job + " "
                + trouble.map(why -> keepsRestarting(why) + " (" + why.failures() + " failures): "
                                + why.last().simpleType()
                                + why.last().place() + "; the log tells the cause.")
                        .orElseGet(() -> "is " + status + ".");
    }

    /** A few words for whoever runs this process. */
    public String forOperator() {
        return "the job " + job + " "
                + trouble.map(why -> keepsRestarting(why) + " (" + why.failures() + " failures): "
                                + why.last().sentence() + "; see the log")
                        .orElseGet(() -> "is " + status + ", see the log");
    }

    private static String keepsRestarting(JobTrouble trouble) {
        return "keeps restarting since " + trouble.since().truncatedTo(ChronoUnit.SECONDS);
    }
}
