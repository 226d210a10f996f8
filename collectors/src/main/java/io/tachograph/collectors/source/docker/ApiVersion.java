package io.tachograph.collectors.source.docker;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A version of the engine's API. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    /** The newest that was tried. */
    static final ApiVersion NEWEST = new ApiVersion(1, 52);
    /** Has all that is asked for; Podman and every engine since 2019 speak it. */
    static final ApiVersion OLDEST = new ApiVersion(1, 40);

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})");
    private static final Pattern WANTED =
            Pattern.compile("(?:Minimum|Maximum) supported API version is ([0-9.]+[0-9])");
    private static final Comparator<ApiVersion> ORDER =
            Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

    static @Nullable ApiVersion of(@Nullable String text) {
        Matcher matcher = TEXT.matcher(text == null ? "" : text);
        return matcher.matches()
                ? new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : null;
    }

    /** What an engine says it wants when it finds our version too old or too new; null when it says something else. */
    static @Nullable ApiVersion wantedBy(String complaint) {
        Matcher matcher = WANTED.matcher(complaint);
        return matcher.find() ? of(matcher.group(1)) : null;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
