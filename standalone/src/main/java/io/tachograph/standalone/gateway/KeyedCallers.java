package io.tachograph.standalone.gateway;

import io.tachograph.api.caller.Caller;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.caller.Scope;
import io.tachograph.api.key.KeyBook;
import io.tachograph.api.limit.Limiter;
import io.tachograph.config.GatewaySection;
import io.tachograph.gateway.Admission;
import io.tachograph.gateway.Callers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The callers that the API knows, with limits of their own here. Counts in this process. Thread-safe. */
final class KeyedCallers implements Callers {
    private final KeyBook keys;
    private final RateLimit requestLimit;
    private final @Nullable RateLimit tokenLimit;
    private final Limiter requests = new Limiter();
    private final Limiter tokens = new Limiter();

    KeyedCallers(KeyBook keys, GatewaySection settings) {
        this.keys = keys;
        this.requestLimit = new RateLimit(settings.requestsPerMinute(), settings.burst());
        this.tokenLimit = settings.tokensPerMinute() == 0
                ? null
                : new RateLimit(settings.tokensPerMinute(), settings.tokensPerMinute());
    }

    @Override
    public Admission admit(@Nullable String key) {
        @Nullable Caller caller = keys.ring().callerWith(key, keys.now());
        if (caller == null) {
            return Admission.refused(
                    Admission.Verdict.UNKNOWN_KEY, "Could not validate API key", Map.of("WWW-Authenticate", "Bearer"));
        }
        if (!caller.scopes().contains(Scope.GENERATE)) {
            return Admission.refused(
                    Admission.Verdict.NOT_FOR_THIS,
                    "This needs a key with the scope " + Scope.GENERATE.text() + ".",
                    Map.of());
        }
        @Nullable RateLimit most = tokenLimit;
        if (most != null) {
            Limiter.Verdict used = tokens.look(caller.id(), most);
            if (!used.allowed()) {
                return Admission.refused(
                        Admission.Verdict.TOO_MANY_TOKENS,
                        "This key may use " + most.perMinute() + " tokens a minute.",
                        used.headers(most));
            }
        }
        Limiter.Verdict sent = requests.take(caller.id(), requestLimit);
        if (!sent.allowed()) {
            return Admission.refused(
                    Admission.Verdict.TOO_MANY_REQUESTS, requestLimit.sentence(), sent.headers(requestLimit));
        }
        @Nullable String tenant = caller.tenant();
        return Admission.of(tenant == null ? caller.name() : tenant, sent.headers(requestLimit), used -> {
            if (most != null) {
                tokens.charge(caller.id(), most, used);
            }
        });
    }
}
