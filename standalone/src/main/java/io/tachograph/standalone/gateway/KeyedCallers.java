package io.tachograph.standalone.gateway;

import io.tachograph.api.caller.Caller;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.caller.Scope;
import io.tachograph.api.key.KeyBook;
import io.tachograph.api.limit.Budget;
import io.tachograph.api.limit.Budgets;
import io.tachograph.api.limit.Limiter;
import io.tachograph.api.limit.Spender;
import io.tachograph.api.limit.Standing;
import io.tachograph.config.GatewaySection;
import io.tachograph.gateway.Admission;
import io.tachograph.gateway.Callers;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The callers that the API knows, with limits of their own here, counted in this process, and their budgets. Thread-safe. */
final class KeyedCallers implements Callers {
    private final KeyBook keys;
    private final RateLimit requestLimit;
    private final Limiter requests = new Limiter();
    private final Budgets budgets;

    KeyedCallers(KeyBook keys, GatewaySection settings, Budgets budgets) {
        this.keys = keys;
        this.requestLimit = new RateLimit(settings.requestsPerMinute(), settings.burst());
        this.budgets = budgets;
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
        Limiter.Verdict sent = requests.take(caller.id(), requestLimit);
        if (!sent.allowed()) {
            return Admission.refused(
                    Admission.Verdict.TOO_MANY_REQUESTS, requestLimit.sentence(), sent.headers(requestLimit));
        }
        Spender spender = new Spender(caller.id(), caller.name(), caller.countedFor(), null);
        // Before its body is read.
        return admission(budgets.look(spender), spender, sent.headers(requestLimit));
    }

    private Admission admission(Standing standing, Spender spender, Map<String, String> limits) {
        Map<String, String> headers = new HashMap<>(limits);
        headers.putAll(standing.headers());
        Budget spent = standing.spent();
        if (spent != null) {
            return Admission.refused(
                    spent.period() == Budget.Period.DAY
                            ? Admission.Verdict.BUDGET_SPENT
                            : Admission.Verdict.TOO_MANY_REQUESTS,
                    spent.sentence(),
                    headers);
        }
        return new Admission(
                Admission.Verdict.ADMITTED,
                spender.tenant(),
                "",
                headers,
                model -> ofModel(spender.of(model), limits),
                used -> budgets.spend(spender, used));
    }

    private Admission ofModel(Spender spender, Map<String, String> limits) {
        return admission(budgets.begin(spender), spender, limits);
    }
}
