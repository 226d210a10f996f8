package io.tachograph.collectors.http;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;

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
            lookups.execute(() -> {
                try {
                    promise.setSuccess(InetAddress.getByName(host));
                } catch (UnknownHostException e) {
                    promise.setFailure(e);
                }
            });
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            lookups.execute(() -> {
                try {
                    promise.setSuccess(List.of(InetAddress.getAllByName(host)));
                } catch (UnknownHostException e) {
                    promise.setFailure(e);
                }
            });
        }
    }
}
