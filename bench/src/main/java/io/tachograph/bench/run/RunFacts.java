package io.tachograph.bench.run;

import io.tachograph.bench.result.RunInfo;
import io.tachograph.client.load.Arrivals;
import io.tachograph.client.load.ClosedLoop;
import io.tachograph.client.load.ConstantRate;
import io.tachograph.client.load.Gamma;
import io.tachograph.client.load.Poisson;
import io.tachograph.schemas.TargetConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says what was done, for the result. */
final class RunFacts {
    private RunFacts() {}

    static RunInfo of(BenchPlan plan, Instant startedAt, @Nullable String engineVersion, boolean partial) {
        TargetConfig target = plan.target();
        Arrivals arrivals = plan.load().arrivals();
        return new RunInfo(
                plan.identity().runId(),
                plan.identity().label(),
                startedAt.toString(),
                plan.identity().tool(),
                host(),
                target.slug(),
                withoutQuery(target.url()),
                target.api(),
                target.model(),
                engineVersion,
                plan.load().conversations() ? arrivals.describe() + " (conversations)" : arrivals.describe(),
                arrivals.kind(),
                plan.load().conversations() ? null : rate(arrivals),
                burstiness(arrivals),
                arrivals instanceof ClosedLoop closed
                        ? Integer.valueOf(closed.concurrency())
                        : plan.load().limits().maxOutstanding(),
                plan.load().workload().describe(),
                plan.options().streamed(),
                plan.options().maxTokens(),
                plan.options().temperature(),
                plan.identity().seed(),
                partial);
    }

    private static @Nullable Double rate(Arrivals arrivals) {
        if (arrivals instanceof ConstantRate constant) {
            return constant.perSecond();
        }
        if (arrivals instanceof Poisson poisson) {
            return poisson.perSecond();
        }
        return arrivals instanceof Gamma gamma ? Double.valueOf(gamma.perSecond()) : null;
    }

    private static @Nullable Double burstiness(Arrivals arrivals) {
        if (arrivals instanceof Poisson) {
            return 1.0;
        }
        return arrivals instanceof Gamma gamma ? Double.valueOf(gamma.burstiness()) : null;
    }

    /** A query may hold a key. */
    private static String withoutQuery(URI url) {
        String text = url.toString();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
