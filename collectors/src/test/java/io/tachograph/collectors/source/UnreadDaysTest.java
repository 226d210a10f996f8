package io.tachograph.collectors.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnreadDaysTest {
    private final UnreadDays unread = new UnreadDays(2, 5);

    private static Instant at(String time) {
        return Instant.parse("2026-03-" + time + ":00Z");
    }

    private static Days days(int from, int to) {
        return new Days(LocalDate.of(2026, 3, from), LocalDate.of(2026, 3, to));
    }

    private void read(String time) {
        unread.done(unread.at(at(time)));
    }

    @Test
    void afterAStart_asMuchAsIsCaughtUpIsRead_thenTheLastDays() {
        assertThat(unread.at(at("10T12:00"))).isEqualTo(days(6, 11));

        read("10T12:00");

        assertThat(unread.at(at("10T23:59"))).isEqualTo(days(9, 11));
        assertThat(unread.at(at("11T00:00"))).isEqualTo(days(10, 12));
    }

    /** The day of the last reading was not over then. */
    @Test
    void outage_isReadFromTheDayOfTheLastReadingOn() {
        read("10T12:00");

        assertThat(unread.at(at("13T00:10"))).isEqualTo(days(10, 14));
        assertThat(unread.leftOut()).isEmpty();
    }

    @Test
    void daysOfAnOutageThatAreTooOld_areCountedOnce() {
        read("10T12:00");
        unread.at(at("20T12:00"));
        read("20T12:00");
        read("20T13:00");

        assertThat(unread.leftOut()).isEqualTo(Map.of("day_too_old", 6L));
    }

    @Test
    void clockThatWentBack_readsNoLess() {
        read("11T00:30");

        assertThat(unread.at(at("10T23:30"))).isEqualTo(days(9, 11));
    }

    @Test
    void daysThatAreTooManyForOneAnswer_areReadByHalves() throws SourceException {
        List<Days> asked = new ArrayList<>();

        days(1, 6).read(part -> {
            asked.add(part);
            if (part.from().plusDays(2).isBefore(part.to())) {
                throw new SourceException(FailureKind.TOO_LARGE, "too many");
            }
        });

        assertThat(asked).containsExactly(days(1, 6), days(1, 3), days(3, 6), days(3, 4), days(4, 6));
    }
}
