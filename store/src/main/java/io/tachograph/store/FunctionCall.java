package io.tachograph.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of one of the SQL functions of {@code docs/sql.md}: those that also Grafana and alerts ask. What it says of names is
 * written by this program; whatever comes from strangers is an argument. Immutable.
 *
 * @param function its name, without the schema
 * @param arguments by name; those that are left out have the function's defaults
 * @param order columns whose values no two rows share, in whose order rows are read
 */
public record FunctionCall(String function, List<SqlArgument> arguments, RowOrder order) {
    public FunctionCall {
        arguments = List.copyOf(arguments);
    }

    public static FunctionCall of(String function, RowOrder order) {
        return new FunctionCall(function, List.of(), order);
    }

    /** With this argument too, unless it is null or an empty list: those filter nothing. */
    public FunctionCall with(String name, @Nullable Object value) {
        if (value == null || (value instanceof List<?> list && list.isEmpty())) {
            return this;
        }
        List<SqlArgument> more = new ArrayList<>(arguments);
        more.add(new SqlArgument(name, value));
        return new FunctionCall(function, more, order);
    }

    /** The value of an argument, if it is given. */
    public Optional<Object> argument(String name) {
        return arguments.stream()
                .filter(argument -> argument.name().equals(name))
                .map(SqlArgument::value)
                .findFirst();
    }
}
