package io.tachograph.standalone.jobs;

import io.tachograph.embedded.flink.JobFailure;
import java.sql.SQLException;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** What a person can do about a failed job; docs/operations.md tells more. */
final class FailureAdvice {
    /** SQLSTATE classes: no connection, out of resources, an operator stopped it, a system error. */
    private static final Set<String> AWAY = Set.of("08", "53", "57", "58");

    private FailureAdvice() {}

    static String on(JobFailure failure) {
        Throwable cause = failure.cause();
        while (true) {
            if (cause instanceof SQLException refused) {
                return isAway(refused.getSQLState())
                        ? "The database does not answer: see that it runs and that this process may reach it."
                                + " The job resumes by itself."
                        : "The database refuses what the job writes: see its own log, and run 'tachograph migrate' if the"
                                + " tables are of another version. The job resumes by itself.";
            }
            if (cause instanceof KafkaException) {
                return "Kafka does not answer or refuses: see that it runs and that this process may reach it."
                        + " The job resumes by itself.";
            }
            if (cause instanceof OutOfMemoryError) {
                return "The process needs more memory: TACHOGRAPH_JAVA_OPTS=-Xmx2g, for example.";
            }
            if (cause.getCause() == null || cause.getCause().equals(cause)) {
                return "If it does not go away, this is a defect of Tachograph: please report it with this stack trace."
                        + " No other job is affected.";
            }
            cause = cause.getCause();
        }
    }

    private static boolean isAway(@Nullable String sqlState) {
        return sqlState == null || sqlState.length() < 2 || AWAY.contains(sqlState.substring(0, 2));
    }
}
