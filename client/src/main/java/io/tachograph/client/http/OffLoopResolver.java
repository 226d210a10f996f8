package io.tachograph.client.http;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Looks host names up away from the event loops: a slow name server must not make stamps late. */
final class OffLoopResolver extends AddressResolverGroup<InetSocketAddress> {
    private final Executor lookups;

    OffLoopResolver(Executor lookups) {
        this.lookups = lookups;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor loop) {
        return new Names(loop, lookups).asAddressResolver();
    }

    private static final class Names extends InetNameResolver {
        private final Executor lookups;

        Names(EventExecutor loop, Executor lookups) {
            super(loop);
            this.lookups = lookups;
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
            InetAddress literal = literal(host);
            if (literal != null) {
                promise.trySuccess(literal);
            } else {
                lookUp(promise, () -> InetAddress.getByName(host));
            }
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            InetAddress literal = literal(host);
            if (literal != null) {
                promise.trySuccess(List.of(literal));
            } else {
                lookUp(promise, () -> List.of(InetAddress.getAllByName(host)));
            }
        }

        /** An address needs no lookup and must not wait behind one. One with a scope is left to the system to read. */
        private static @Nullable InetAddress literal(String host) {
            return host.indexOf('%') >= 0 ? null : NetUtil.createInetAddressFromIpAddressString(host);
        }

        private <T> void lookUp(Promise<T> promise, Callable<T> lookup) {
            lookups.execute(() -> {
                try {
                    promise.trySuccess(lookup.call());
                } catch (Exception e) {
                    // Whatever it is, the waiting connection must be notified.
                    promise.tryFailure(e);
                }
            });
        }
    }
}
