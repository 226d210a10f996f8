package io.tachograph.jobs.slo;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.AlertRow;
import io.tachograph.store.AlertRow.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Four days of revised, repeated, disordered and missing minutes, against plain sums over everything delivered. */
class BurnRateTruthTest {
    private static final int DAYS = 4;
    private static final int LAST = DAYS * 1_440;
    private static final SloConfig CONFIG = new SloConfig(
            Map.of("chat", 0.99),
            Set.of("gateway"),
            10,
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Duration.ofDays(3),
            Duration.ofMinutes(1),
            Duration.ZERO,
            Duration.ofSeconds(30));

    /** Long and short window in minutes, factor: the table once more, so that the code's is held against something. */
    private static final Map<String, double[]> PAIRS = Map.of(
            "1h", new double[] {60, 5, 14.4},
            "6h", new double[] {360, 30, 6},
            "1d", new double[] {1_440, 120, 3},
            "3d", new double[] {4_320, 360, 1});

    private record Delivery(int minute, String tenant, int revision, long eligible, long missed) {}

    private final Random random = new Random(2_024);
    private final List<List<Delivery>> byClock = new ArrayList<>();
    private final Map<String, Delivery> newest = new HashMap<>();
    private final long[] eligible = new long[LAST];
    private final long[] missed = new long[LAST];

    private void plan() {
        for (int minute = 0; minute < LAST + 20; minute++) {
            byClock.add(new ArrayList<>());
        }
        byClock.get(1).add(new Delivery(0, "a", 0, 1, 0));
        for (int minute = 1; minute < LAST; minute++) {
            boolean quiet = minute % 1_440 > 1_200 || (minute > 3_000 && minute < 4_000);
            for (String tenant : List.of("a", "b", "c")) {
                if (random.nextInt(quiet ? 40 : 3) == 0) {
                    plan(minute, tenant);
                }
            }
        }
    }

    /** Emissions that know more and more, each once or twice, up to eight minutes late and in any order. */
    private void plan(int minute, String tenant) {
        double share = (minute / 300) % 4 == 1 ? 0.3 : (minute / 97) % 3 == 0 ? 0.02 : 0.001;
        long requests = 0;
        long misses = 0;
        for (int revision = 0; revision <= random.nextInt(4); revision++) {
            int more = 1 + random.nextInt(12);
            for (int i = 0; i < more; i++) {
                requests++;
                misses += random.nextDouble() < share ? 1 : 0;
            }
            for (int times = 0; times <= random.nextInt(2); times++) {
                byClock.get(minute + 1 + random.nextInt(8))
                        .add(new Delivery(minute, tenant, revision, requests, misses));
            }
        }
    }

    private void remember(Delivery delivery) {
        Delivery before = newest.get(delivery.minute + delivery.tenant);
        if (before == null || delivery.revision >= before.revision) {
            newest.put(delivery.minute + delivery.tenant, delivery);
            eligible[delivery.minute] += delivery.eligible - (before == null ? 0 : before.eligible);
            missed[delivery.minute] += delivery.missed - (before == null ? 0 : before.missed);
        }
    }

    private static long sum(long[] byMinute, int now, int back) {
        long sum = 0;
        for (int minute = Math.max(0, now - back); minute < Math.min(now, LAST); minute++) {
            // Beyond a day, whole five minutes only.
            if (back <= 1_440 || minute / 5 * 5 >= now - back) {
                sum += byMinute[minute];
            }
        }
        return sum;
    }

    private @Nullable Double burn(int now, double back) {
        long all = sum(eligible, now, (int) back);
        return all == 0 ? null : sum(missed, now, (int) back) / (double) all / (1 - 0.99);
    }

    private State expected(State before, int now, double[] pair) {
        Double over = burn(now, pair[0]);
        Double lately = burn(now, pair[1]);
        boolean longKnown = sum(eligible, now, (int) pair[0]) >= 10;
        boolean shortKnown = sum(eligible, now, (int) pair[1]) >= 10;
        boolean good =
                (longKnown && over != null && over <= pair[2]) || (shortKnown && lately != null && lately <= pair[2]);
        boolean bad = shortKnown && !good;
        return bad ? State.FIRING : good && before == State.FIRING ? State.RESOLVED : before;
    }

    @Test
    void everyEvaluation_isWhatPlainSumsSay() throws Exception {
        plan();
        Map<String, State> states = new HashMap<>();
        Map<String, Instant> since = new HashMap<>();
        Map<String, Integer> firings = new HashMap<>();
        BurnRates rates = new BurnRates(CONFIG);
        rates.harness().open();
        for (int now = 1; now < LAST; now++) {
            List<Delivery> arriving = byClock.get(now);
            Collections.shuffle(arriving, random);
            if (now == 1) {
                arriving.removeIf(delivery -> delivery.minute != 0);
            }
            for (Delivery delivery : arriving) {
                rates.deliver(delivery.minute, delivery.tenant, delivery.revision, delivery.eligible, delivery.missed);
                remember(delivery);
            }
            rates.clockAt(now);

            List<AlertRow> alerts = rates.emitted();
            assertThat(alerts).as("at minute %s", now).hasSize(4);
            for (AlertRow alert : alerts) {
                String key = alert.key().substring(alert.key().lastIndexOf('|') + 1);
                double[] pair = Objects.requireNonNull(PAIRS.get(key));
                Instant clock = Instant.ofEpochMilli(MIDNIGHT_MILLIS + now * 60_000L);
                State before = states.getOrDefault(key, State.INACTIVE);
                State state = expected(before, now, pair);
                if (state == State.FIRING && before != State.FIRING) {
                    since.put(key, clock);
                    firings.merge(key, 1, Integer::sum);
                }
                states.put(key, state);
                assertThat(alert.evaluatedAt()).isEqualTo(clock);
                assertThat(alert.reading().value()).as("%s at %s", key, now).isEqualTo(burn(now, pair[0]));
                assertThat(alert.reading().shortValue()).isEqualTo(burn(now, pair[1]));
                assertThat(alert.reading().events()).isEqualTo(sum(eligible, now, (int) pair[1]));
                assertThat(alert.state()).as("%s at %s", key, now).isEqualTo(state);
                assertThat(alert.since()).isEqualTo(since.get(key));
            }
        }
        rates.harness().close();
        assertThat(firings).as("the scenario should make every alert fire").hasSize(4);
    }
}
