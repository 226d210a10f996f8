package io.tachograph.collectors.source.discovery;

import io.tachograph.collectors.source.DiscoveredTarget;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Looks a name up and takes each of its addresses for a target. */
final class DnsSource implements Source {
    private final String name;
    private final DnsSettings settings;
    private final DiscoveredTargets targets;
    private volatile String details = "";

    DnsSource(String name, DnsSettings settings, DiscoveredTargets targets) {
        this.name = name;
        this.settings = settings;
        this.targets = targets;
    }

    @Override
    public CompletionStage<Void> read(Consumer<SpecificRecord> records) {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(settings.name());
        } catch (UnknownHostException e) {
            return CompletableFuture.failedFuture(new SourceException(
                    FailureKind.UNREACHABLE,
                    "the name " + settings.name() + " does not resolve; targets found before stay"));
        }
        List<DiscoveredTarget> found = Arrays.stream(addresses)
                .map(DnsSource::host)
                .sorted()
                .distinct()
                .map(host -> settings.target().at(host + ":" + settings.port(), Map.of()))
                .toList();
        targets.replace(name, found);
        details = Found.words(found);
        return CompletableFuture.completedFuture(null);
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
    public void close() {
        // Nothing is held between two readings.
    }
}
