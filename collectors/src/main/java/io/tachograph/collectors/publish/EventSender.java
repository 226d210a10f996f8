package io.tachograph.collectors.publish;

import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Where a publisher's buffer sends its events: Kafka, or a spool on disk. Used by one thread at a time. */
interface EventSender {
    /** Called once for each event, on any thread. */
    interface Receipt {
        /** @param failure why it is lost, null when it is stored */
        void settle(@Nullable Exception failure);
    }

    /**
     * Sends one event; may block, and may throw instead of settling the receipt.
     *
     * @param key what its order is kept by: slug of its target, UUID of its GPU
     */
    void send(String key, SpecificRecord event, Receipt receipt);

    /** Sends what is left, at most for {@code limit}, settles what it can, and frees everything. */
    void close(Duration limit);
}
