package io.tachograph.collectors.publish;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;

/** A receiving end that acknowledges, refuses, throws, keeps silent or blocks, event by event. */
final class FakeSender implements EventSender {
    enum Way {
        ACKNOWLEDGE,
        REFUSE,
        THROW,
        KEEP_SILENT
    }

    interface Script {
        Way of(int number);
    }

    final List<SpecificRecord> sent = new CopyOnWriteArrayList<>();
    final List<Receipt> unsettled = new CopyOnWriteArrayList<>();
    final Semaphore permits;
    private final Script script;
    private final AtomicInteger number = new AtomicInteger();

    /** @param permits events that may pass before it blocks */
    FakeSender(int permits, Script script) {
        this.permits = new Semaphore(permits);
        this.script = script;
    }

    static FakeSender acknowledging() {
        return new FakeSender(Integer.MAX_VALUE / 2, n -> Way.ACKNOWLEDGE);
    }

    @Override
    public void send(String key, SpecificRecord event, Receipt receipt) {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        sent.add(event);
        switch (script.of(number.getAndIncrement())) {
            case ACKNOWLEDGE -> receipt.settle(null);
            case REFUSE -> receipt.settle(new IllegalStateException("refused"));
            case THROW -> throw new IllegalStateException("thrown");
            case KEEP_SILENT -> unsettled.add(receipt);
        }
    }

    @Override
    public void close(Duration limit) {}
}
