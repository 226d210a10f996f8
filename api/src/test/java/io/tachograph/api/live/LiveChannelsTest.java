package io.tachograph.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.live.LiveResults;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveChannelsTest {
    private static final LiveQuestion QUESTION = LiveQuestion.of(Map.of("kind", List.of("alert")), null, null);

    @Test
    void listenerWhoIsLookedAtWhileHeJoins_isNotForgotten() {
        try (LiveChannels channels = new LiveChannels(new LiveResults(), new PrometheusRegistry())) {
            Connection connection = new Connection(channels::beat);
            LiveListener listener = new LiveListener(connection, () -> {}, () -> true);
            listener.onWritePossible();

            assertThat(channels.join(listener, QUESTION)).isTrue();
            String welcome = connection.written();
            assertThat(welcome).contains("event: position");
            channels.beat();

            assertThat(connection.written())
                    .isEqualTo(welcome + new String(EventText.heartbeat(), StandardCharsets.UTF_8));
        }
    }

    /** Takes everything, and does something else before the first byte. */
    private static final class Connection extends ServletOutputStream {
        private final StringBuilder written = new StringBuilder();
        private final Runnable first;
        private boolean asked;

        Connection(Runnable first) {
            this.first = first;
        }

        synchronized String written() {
            return written.toString();
        }

        @Override
        public boolean isReady() {
            if (!asked) {
                asked = true;
                first.run();
            }
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}

        @Override
        public synchronized void write(int b) {
            written.append((char) b);
        }
    }
}
