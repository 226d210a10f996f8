package io.tachograph.store.postgres;

import java.sql.SQLException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the newest PostgreSQL, or a database on it; it stops when the run ends. */
final class OnEmbeddedPostgres implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == EmbeddedServer.class || type == TestDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        EmbeddedServer server = StoreDatabases.of(context).newest();
        try {
            return parameter.getParameter().getType() == EmbeddedServer.class ? server : server.migratedDatabase();
        } catch (SQLException e) {
            throw new ParameterResolutionException("no database for " + context.getDisplayName(), e);
        }
    }
}
