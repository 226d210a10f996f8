package io.tachograph.gateway;

import io.tachograph.client.endpoint.ApiResource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which targets serve a model, and in which order they are tried. Thread-safe. */
final class RoutingTable {
    private final List<RoutedTarget> targets;
    private final Predicate<String> doubted;
    private final AtomicInteger turn = new AtomicInteger();

    /** @param doubted which targets, by their slugs, others have found failing; asked for every request */
    RoutingTable(List<RoutedTarget> targets, Predicate<String> doubted) {
        this.targets = List.copyOf(targets);
        this.doubted = doubted;
    }

    List<RoutedTarget> targets() {
        return targets;
    }

    boolean isHealthy(RoutedTarget target) {
        return target.isHealthy() && !doubted.test(target.slug());
    }

    /** Models that are served, in the order in which they were configured. */
    List<String> models() {
        return targets.stream()
                .filter(target -> !resourcesOf(target.model()).isEmpty())
                .map(RoutedTarget::model)
                .distinct()
                .toList();
    }

    /** What a model can be asked for. */
    List<ApiResource> resourcesOf(String model) {
        List<ApiResource> resources = new ArrayList<>();
        for (ApiResource resource : ApiResource.values()) {
            if (targets.stream().anyMatch(target -> target.serves(model, resource))) {
                resources.add(resource);
            }
        }
        return resources;
    }

    /** Models that a resource can be asked of. */
    List<String> modelsOf(ApiResource resource) {
        return targets.stream()
                .filter(target -> target.target().serves(resource))
                .map(RoutedTarget::model)
                .distinct()
                .toList();
    }

    /**
     * The targets to be tried, the best first: healthy ones before others, then the one that a session has had before, or
     * else the one with the least in flight, taking turns.
     *
     * @param session what the request says that it belongs to, null for nothing
     */
    List<RoutedTarget> order(String model, ApiResource resource, @Nullable String session) {
        List<RoutedTarget> order = new ArrayList<>();
        int from = targets.isEmpty() ? 0 : Math.floorMod(turn.getAndIncrement(), targets.size());
        for (int i = 0; i < targets.size(); i++) {
            RoutedTarget target = targets.get((from + i) % targets.size());
            if (target.serves(model, resource)) {
                order.add(target);
            }
        }
        return order.stream()
                .map(target -> new Standing(
                        target, !isHealthy(target), session == null ? target.inFlight() : rank(session, target.slug())))
                .sorted(Comparator.comparing(Standing::unhealthy).thenComparingLong(Standing::cost))
                .map(Standing::target)
                .toList();
    }

    /** Each session ranks the targets in an order of its own, which does not change when others come or go. */
    private static long rank(String session, String slug) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < session.length(); i++) {
            hash = (hash ^ session.charAt(i)) * 0x100000001b3L;
        }
        for (int i = 0; i < slug.length(); i++) {
            hash = (hash ^ slug.charAt(i)) * 0x100000001b3L;
        }
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        return hash ^ (hash >>> 33);
    }

    /** How a target stands at one moment, because an order must not change while it is made. */
    private record Standing(RoutedTarget target, boolean unhealthy, long cost) {}
}
