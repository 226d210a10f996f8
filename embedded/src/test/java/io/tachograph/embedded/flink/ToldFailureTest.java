package io.tachograph.embedded.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ToldFailureTest {
    /** Told as text, a failure says of itself what it says as an object. */
    @Test
    void text_saysWhatTheExceptionSays() {
        Throwable root = new ArithmeticException("by zero: 7 / 0");
        Throwable thrown = new IllegalStateException("the task failed: it could not go on", new RuntimeException(root));
        thrown.addSuppressed(new IllegalArgumentException("while it was closed", new RuntimeException("other")));

        JobFailure told = new JobFailure(Instant.EPOCH, "sink", ToldFailure.of(text(thrown)));

        JobFailure itself = new JobFailure(Instant.EPOCH, "sink", thrown);
        assertThat(told.kind()).isEqualTo(itself.kind()).startsWith("java.lang.ArithmeticException at ");
        assertThat(told.sentence()).isEqualTo(itself.sentence()).isEqualTo("ArithmeticException: by zero: 7 / 0");
        assertThat(told.root().toString()).isEqualTo(text(thrown));
    }

    @Test
    void exceptionWithoutMessage_isItsNameAndPlace() {
        Throwable thrown = new IllegalStateException();

        JobFailure told = new JobFailure(Instant.EPOCH, "", ToldFailure.of(text(thrown)));

        assertThat(told.sentence())
                .isEqualTo(new JobFailure(Instant.EPOCH, "", thrown).sentence())
                .startsWith("IllegalStateException at ");
    }

    @Test
    void textThatIsNoStackTrace_isTakenAsItIs() {
        assertThat(new JobFailure(Instant.EPOCH, "", ToldFailure.of("")).sentence())
                .isEmpty();
        assertThat(new JobFailure(Instant.EPOCH, "", ToldFailure.of("(no more)")).kind())
                .isEqualTo("(no more)");
    }

    private static String text(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
