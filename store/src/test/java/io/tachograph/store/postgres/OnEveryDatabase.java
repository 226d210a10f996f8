package io.tachograph.store.postgres;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Runs a test class on plain PostgreSQL 15 to 18 and on TimescaleDB. Its constructor takes a {@link DatabaseServer},
 * and asks it for a database.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}", autoCloseArguments = false)
@ArgumentsSource(OnEveryDatabase.Servers.class)
@interface OnEveryDatabase {
    /** All of them, started one by one. */
    final class Servers implements ArgumentsProvider {
        @Override
        public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
            StoreDatabases databases = StoreDatabases.of(context);
            return Stream.concat(databases.plain(), databases.timescale()).map(Arguments::of);
        }
    }
}
