package io.tachograph.collectors.source.discovery;

import io.tachograph.collectors.source.DiscoveredTarget;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Looks a name up and takes each of its addresses for a target. That there are none is an answer, too. Without any answer the
 * targets stay for a while, which is longer than a name server takes to start anew.
 */
final class DnsSource implements Source {
    private final String name;
    private final DnsSettings settings;
    private final DiscoveredTargets targets;
    private @Nullable NameLookup lookup;
    private long answeredNanos = System.nanoTime();
    private volatile String details = "";

    DnsSource(String name, DnsSettings settings, DiscoveredTargets targets) {
        this.name = name;
        this.settings = settings;
        this.targets = targets;
    }

    @Override
    public CompletionStage<Void> read(Consumer<SpecificRecord> records) {
        try {
            look();
            return CompletableFuture.completedFuture(null);
        } catch (SourceException | InterruptedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void look() throws SourceException, InterruptedException {
        List<InetAddress> addresses;
        try {
            addresses = lookup().addresses(settings.name());
        } catch (UnknownHostException e) {
            throw unanswered();
        }
        answeredNanos = System.nanoTime();
        found(addresses.stream()
                .map(DnsSource::host)
                .sorted()
                .distinct()
                .map(host -> settings.target().at(host + ":" + settings.port(), Map.of()))
                .toList());
        if (addresses.isEmpty()) {
            throw new SourceException(
                    FailureKind.UNAVAILABLE,
                    "the name " + settings.name() + " has no address, so nothing is watched: is it spelt right, and is"
                            + " anything running behind it?");
        }
    }

    private SourceException unanswered() throws SourceException {
        boolean over = System.nanoTime() - answeredNanos > settings.keep().toNanos();
        if (over) {
            found(List.of());
        }
        return new SourceException(
                FailureKind.UNREACHABLE,
                "no name server answers for " + settings.name()
                        + (over
                                ? ", for longer than targets are kept, so nothing is watched"
                                : "; targets found before stay"));
    }

    private void found(List<DiscoveredTarget> found) throws SourceException {
        targets.replace(name, found);
        details = Found.words(found);
    }

    private synchronized NameLookup lookup() {
        if (lookup == null) {
            lookup = new NameLookup(settings.server());
        }
        return lookup;
    }

    private static String host(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }

    @Override
    public String details() {
        return details;
    }

    @Override
    public synchronized void close() {
        if (lookup != null) {
            lookup.close();
        }
    }
}
