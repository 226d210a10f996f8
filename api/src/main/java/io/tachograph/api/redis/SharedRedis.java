package io.tachograph.api.redis;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A Redis that instances share. Nothing depends on it: when it does not answer, callers continue without it, and it is not
 * asked for a second. Thread-safe.
 */
public final class SharedRedis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedRedis.class);
    private static final int TIMEOUT_MILLIS = 1_000;
    private static final int CONNECTIONS = 16;
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final RedisAddress address;
    private final RedisClient client;
    private final PrometheusRegistry registry;
    private final Counter failures;
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicLong resumeNanos = new AtomicLong(System.nanoTime());

    private SharedRedis(RedisAddress address, RedisClient client, PrometheusRegistry registry) {
        this.address = address;
        this.client = client;
        this.registry = registry;
        this.failures = Counter.builder()
                .name("tachograph_api_redis_failures_total")
                .help("Times that Redis did not answer, or refused; answers and limits were then this instance's own.")
                .register(registry);
    }

    /** Connects when first asked. */
    public static SharedRedis open(RedisAddress address, PrometheusRegistry registry) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(Duration.ofMillis(TIMEOUT_MILLIS));
        pool.setJmxEnabled(false);
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .timeoutMillis(TIMEOUT_MILLIS)
                .user(address.user())
                .password(address.password())
                .database(address.database());
        if (address.tls()) {
            config.sslOptions(SslOptions.defaults());
        }
        RedisClient client = RedisClient.builder()
                .hostAndPort(address.host(), address.port())
                .clientConfig(config.build())
                .poolConfig(pool)
                .build();
        return new SharedRedis(address, client, registry);
    }

    /** What it answers; empty when it has nothing, or does not answer. */
    public <T> Optional<T> ask(Function<UnifiedJedis, @Nullable T> question) {
        if (away.get()) {
            // One asks, the others go on: a Redis that hangs holds up a single caller and not all at once.
            long now = System.nanoTime();
            long resume = resumeNanos.get();
            if (now - resume < 0 || !resumeNanos.compareAndSet(resume, now + PAUSE_NANOS)) {
                return Optional.empty();
            }
        }
        try {
            Optional<T> answer = Optional.ofNullable(question.apply(client));
            if (away.compareAndSet(true, false)) {
                LOG.info("Redis at {} answers again.", address);
            }
            return answer;
        } catch (JedisException e) {
            failures.inc();
            resumeNanos.set(System.nanoTime() + PAUSE_NANOS);
            if (away.compareAndSet(false, true)) {
                LOG.warn(
                        "Redis at {} does not answer; this instance continues without it: {}", address, e.getMessage());
            }
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.close();
        registry.unregister(failures);
    }
}
