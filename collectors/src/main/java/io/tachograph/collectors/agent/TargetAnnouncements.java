package io.tachograph.collectors.agent;

import io.tachograph.client.load.Pacer;
import io.tachograph.collectors.publish.EventPublisher;
import io.tachograph.collectors.source.Announcements;
import io.tachograph.collectors.source.DiscoveredTarget;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.InventoryTarget;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells the inventory which targets the agent watches, and says once that the agent began. Thread-safe. */
final class TargetAnnouncements implements AutoCloseable {
    private static final long LOOK_NANOS = Duration.ofMinutes(1).toNanos();

    private final Announcements announcements = new Announcements();
    private final SourceContext context;
    private final EventPublisher publisher;
    private final Pacer pacer = Pacer.start("tachograph-inventory");
    private List<DiscoveredTarget> watched = List.of();
    private boolean begun;

    private TargetAnnouncements(SourceContext context, EventPublisher publisher) {
        this.context = context;
        this.publisher = publisher;
    }

    static TargetAnnouncements start(SourceContext context, EventPublisher publisher) {
        TargetAnnouncements announcements = new TargetAnnouncements(context, publisher);
        announcements.pacer.at(System.nanoTime() + LOOK_NANOS, announcements::sayAgain);
        return announcements;
    }

    /** What is watched from now on. */
    synchronized void set(List<DiscoveredTarget> targets, int sources) {
        watched = List.copyOf(targets);
        if (!begun) {
            begun = true;
            publisher.publish(began(sources));
        }
        say();
    }

    private void sayAgain(long dueNanos) {
        pacer.at(System.nanoTime() + LOOK_NANOS, this::sayAgain);
        say();
    }

    private synchronized void say() {
        long at = nowMicros();
        Set<String> slugs = new HashSet<>();
        for (DiscoveredTarget target : watched) {
            slugs.add(target.config().slug());
            announcements.say(target.config().slug(), record(target), at, publisher::publish);
        }
        announcements.endOthers(slugs, at, publisher::publish);
    }

    private InventoryTarget record(DiscoveredTarget target) {
        TargetConfig config = target.config();
        return InventoryTarget.newBuilder()
                .setTarget(config.slug())
                .setModel(config.model())
                .setCluster(config.cluster())
                .setFramework(config.framework())
                .setApi(config.api())
                .setTenant(config.tenant())
                .setUrl(place(config.url()))
                .setProbed(target.probed())
                .setLabels(config.labels())
                .setAgent(context.agent())
                .setAssertedAtMicros(0)
                .build();
    }

    /** Paths and queries may hold keys. */
    private static String place(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    private Event began(int sources) {
        long at = nowMicros();
        return Event.newBuilder()
                .setKind("agent_started")
                .setSubject(context.agent())
                .setStartedAtMicros(at)
                .setText("agent " + context.agent() + " on " + context.node() + " began: " + watched.size()
                        + " targets, " + sources + " sources")
                .setTags(List.of("node:" + context.node()))
                .setSource("agent")
                .setAgent(context.agent())
                .setAssertedAtMicros(at)
                .build();
    }

    private long nowMicros() {
        return context.clock().nowMicros();
    }

    /** What was said stays as it is: another agent may go on. */
    @Override
    public void close() {
        pacer.close();
    }
}
