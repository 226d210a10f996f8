package io.tachograph.api.caller;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling.
 *
 * @param id stands for the key in logs, limits and the audit log; never the key
 * @param name {@code key-1} for the first configured key, and so on; given names of others
 * @param hint the key's last characters, so that its owner can tell which one it is
 * @param scopes what the key is for
 * @param tenant whose requests alone it may see, null for all
 * @param limit how many requests it may send
 */
public record Caller(
        String id,
        String name,
        String hint,
        Set<Scope> scopes,
        @Nullable String tenant,
        RateLimit limit) {
    private static final String ATTRIBUTE = "tachograph.caller";

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** A caller by one of the keys of the environment, who may do everything. */
    public static Caller configured(int position, String key, RateLimit limit) {
        // Four of sixteen characters are still far from a key; of a short one only two.
        int shown = key.length() >= 16 ? 4 : 2;
        String name = "key-" + position;
        return new Caller(name, name, "…" + key.substring(key.length() - shown), Set.of(Scope.values()), null, limit);
    }

    /** The same caller, who may send so many requests. */
    public Caller limitedTo(RateLimit other) {
        return new Caller(id, name, hint, scopes, tenant, other);
    }

    /** The same caller in the session of a browser, which only reads, and asks for all panels of a page at once. */
    public Caller inSession() {
        return new Caller(id + "-session", name, hint, Set.of(Scope.READ), tenant, RateLimit.OF_A_PAGE);
    }

    /** Says who sends this request. */
    public void identify(Context ctx) {
        ctx.attribute(ATTRIBUTE, this);
    }

    /** Who sends this request; one whose route needs no key is nobody's. */
    public static Caller of(Context ctx) {
        return of(ctx.req());
    }

    /** The same, where the request is handed on. */
    public static Caller of(HttpServletRequest request) {
        return (Caller) Objects.requireNonNull(request.getAttribute(ATTRIBUTE), "A route without a key has no caller.");
    }
}
