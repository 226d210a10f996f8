package io.tachograph.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class OffLoopResolverTest {
    @Test
    void addresses_areResolvedWithoutALookup() throws Exception {
        // Given lookups that never happen
        try (OffLoopResolver resolver = new OffLoopResolver(lookup -> {})) {
            for (String host : new String[] {"127.0.0.1", "::1", "[::1]"}) {
                var resolved = resolver.getResolver(ImmediateEventExecutor.INSTANCE)
                        .resolve(InetSocketAddress.createUnresolved(host, 80));

                assertThat(resolved.isSuccess()).isTrue();
                assertThat(resolved.getNow().getAddress()).isEqualTo(InetAddress.getByName(host));
            }
        }
    }
}
