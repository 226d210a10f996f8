package io.tachograph.generation.http;

import io.tachograph.generation.task.TaskState;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a task a client has received. It is made of the task alone, so that every instance understands it.
 *
 * @param attempt 0 before the first
 * @param characters of that attempt's answer
 * @param ended whether its end was told
 */
record StreamPosition(int attempt, int characters, boolean ended) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})-([0-9]{1,9})(-end)?");

    static StreamPosition of(TaskState task) {
        return new StreamPosition(
                task.attempt(), task.characters(), task.status().isEnd());
    }

    /** Reads what {@link #toString} wrote; empty when it is nothing of the kind. */
    static Optional<StreamPosition> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new StreamPosition(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        matcher.group(3) != null))
                : Optional.empty();
    }

    /** Where in a task's answer he goes on: after another attempt has begun, at its beginning. */
    int next(TaskState task) {
        return task.attempt() == attempt && characters <= task.characters() ? characters : 0;
    }

    @Override
    public String toString() {
        return attempt + "-" + characters + (ended ? "-end" : "");
    }
}
