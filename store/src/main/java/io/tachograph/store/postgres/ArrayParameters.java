package io.tachograph.store.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Sets a statement's parameters, from the first on, to one array for each column of what is unnested. */
final class ArrayParameters {
    private final PreparedStatement statement;
    private int next = 1;

    ArrayParameters(PreparedStatement statement) {
        this.statement = statement;
    }

    <T> ArrayParameters longs(Collection<T> items, ToLongFunction<? super T> value) throws SQLException {
        return add(items.stream().mapToLong(value).toArray());
    }

    /** Doubles, some of which may be NULL. */
    <T> ArrayParameters nullableDoubles(Collection<T> items, Function<? super T, @Nullable Double> value)
            throws SQLException {
        Double[] values = new Double[items.size()];
        int i = 0;
        for (T item : items) {
            values[i++] = value.apply(item);
        }
        return add(values);
    }

    <T> ArrayParameters texts(Collection<T> items, Function<? super T, String> value) throws SQLException {
        return add(items.stream().map(value).toArray(String[]::new));
    }

    <T> ArrayParameters booleans(Collection<T> items, Predicate<? super T> value) throws SQLException {
        boolean[] values = new boolean[items.size()];
        int i = 0;
        for (T item : items) {
            values[i++] = value.test(item);
        }
        return add(values);
    }

    private ArrayParameters add(Object array) throws SQLException {
        statement.setObject(next++, array);
        return this;
    }
}
