package io.tachograph.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.live.LiveResults;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class LiveChannelsTest {
    private static final LiveQuestion QUESTION = LiveQuestion.of(Map.of("kind", List.of("alert")), null, null);

    @Test
    void listenerWhoIsLookedAtWhileHeJoins_isNotForgotten() {
        try (LiveChannels channels = new LiveChannels(new LiveResults(), new PrometheusRegistry())) {
            Connection connection = new Connection(channels::beat);
            LiveListener listener = new LiveListener(connection, () -> {}, () -> true);

            assertThat(channels.join(listener, QUESTION)).isTrue();
            String welcome = connection.written();
            assertThat(welcome).contains("event: position");
            channels.beat();

            assertThat(connection.written())
                    .isEqualTo(welcome + new String(EventText.heartbeat(), StandardCharsets.UTF_8));
        }
    }

    /** Takes everything, and does something else before the first byte. */
    private static final class Connection implements Content.Sink {
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
        public void write(boolean last, ByteBuffer bytes, Callback callback) {
            if (!asked) {
                asked = true;
                first.run();
            }
            synchronized (this) {
                written.append(StandardCharsets.UTF_8.decode(bytes));
            }
            callback.succeeded();
        }
    }
}
