package io.tachograph.dashboardtest.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {
    private static Site site(String base) {
        return new Site(base, Map.of(), null, Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8000, http://localhost:8000",
        "HTTP://Board.Example:80/, http://board.example",
        "https://board.example:443/grafana/, https://board.example",
        "http://board.example:443, http://board.example:443",
    })
    void origin_isAsBrowsersWriteIt(String base, String origin) {
        assertThat(site(base).origin()).isEqualTo(origin);
    }

    @Test
    void place_isBelowTheBase_orOfTheSameOrigin() {
        Site site = site("https://board.example/grafana/");

        assertThat(site.address("/d/x?from=now-1h")).isEqualTo("https://board.example/grafana/d/x?from=now-1h");
        assertThat(site.address("https://board.example/login")).isEqualTo("https://board.example/login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://board.example.evil/",
                "https://board.example@evil/",
                "http://board.example/",
                "//evil/",
                "d/x",
                ""
            })
    void otherPlaces_areRefused(String place) {
        assertThatThrownBy(() -> site("https://board.example").address(place))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8000", "ftp://x/", "http://", "http://me:secret@x/", "http://a b/"})
    void otherBases_areRefused_withoutWhatTheyHide(String base) {
        assertThatThrownBy(() -> site(base))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }
}
