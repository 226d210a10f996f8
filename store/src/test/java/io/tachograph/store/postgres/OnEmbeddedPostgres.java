package io.tachograph.store.postgres;

import java.sql.SQLException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the server of the run; it stops when the run ends. */
final class OnEmbeddedPostgres implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == EmbeddedServer.class || type == TestDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        EmbeddedServer server = context.getRoot()
                .getStore(Namespace.create(OnEmbeddedPostgres.class))
                .getOrComputeIfAbsent(EmbeddedServer.class, type -> EmbeddedServer.start(), EmbeddedServer.class);
        try {
            return parameter.getParameter().getType() == EmbeddedServer.class ? server : server.migratedDatabase();
        } catch (SQLException e) {
            throw new ParameterResolutionException("no database for " + context.getDisplayName(), e);
        }
    }
}
