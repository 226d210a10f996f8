package io.tachograph.standalone.jobs;

import io.tachograph.embedded.flink.JobFailure;
import io.tachograph.embedded.flink.ToldFailure;
import io.tachograph.kafka.KafkaFailure;
import java.sql.SQLException;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** What a person can do about a failed job; docs/operations.md tells more. */
final class FailureAdvice {
    /** SQLSTATE classes: no connection, out of resources, an operator stopped it, a system error. */
    private static final Set<String> AWAY = Set.of("08", "53", "57", "58");

    /** SQLSTATE class of authorizations that are not valid. */
    private static final String WRONG_CREDENTIALS = "28";

    /** SQLSTATE of a privilege that is not there. */
    private static final String NOT_ALLOWED = "42501";

    private FailureAdvice() {}

    static String on(JobFailure failure) {
        Throwable cause = failure.cause();
        while (true) {
            if (cause instanceof SQLException refused) {
                return onDatabase(refused.getSQLState());
            }
            if (cause instanceof KafkaException) {
                return onKafka(cause);
            }
            if (cause instanceof ToldFailure) {
                return "What can be done is in docs/operations.md, by what failed: the database, Kafka or memory.";
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

    private static String onDatabase(@Nullable String sqlState) {
        if (sqlState == null || sqlState.length() < 2 || AWAY.contains(sqlState.substring(0, 2))) {
            return "The database does not answer: see that it runs and that this process may reach it."
                    + " The job resumes by itself.";
        }
        if (sqlState.startsWith(WRONG_CREDENTIALS)) {
            return "The database refuses the user or the password, of the JDBC URL, the configuration's section postgres or"
                    + " the POSTGRES_ variables: start this process again with the right ones, or change them in the"
                    + " database.";
        }
        if (sqlState.equals(NOT_ALLOWED)) {
            return "The database's user may not write to the tables: grant it the right, or start this process again as"
                    + " the user that ran 'tachograph migrate'.";
        }
        return "The database refuses what the job writes: see its own log, and run 'tachograph migrate' if the tables are"
                + " of another version. The job resumes by itself.";
    }

    private static String onKafka(Throwable failure) {
        return switch (KafkaFailure.kindOf(failure)) {
            case NO_TLS, WRONG_CREDENTIALS ->
                "Kafka refuses the credentials or the TLS handshake: see that the broker's listener is one that this"
                        + " process may use, and start it again with what that wants.";
            case NOT_PERMITTED ->
                "Kafka refuses access: this process may not use the topic, group or cluster that the message names."
                        + " Grant it in the broker's access list; the job resumes by itself.";
            case NO_ANSWER, OTHER ->
                "Kafka does not answer or refuses: see that it runs and that this process may reach it."
                        + " The job resumes by itself.";
        };
    }
}
