package io.tachograph.api.caller;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
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
    private static final String STILL_COUNTS = "tachograph.caller-still-counts";

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

    /** The tenant that his requests to models are counted for: his own name where the key has none. */
    public String countedFor() {
        return tenant == null ? name : tenant;
    }

    /** The same caller, who may send so many requests. */
    public Caller limitedTo(RateLimit other) {
        return new Caller(id, name, hint, scopes, tenant, other);
    }

    /** The same caller in the session of a browser, which only reads where the key may, and asks for all panels of a page at once. */
    public Caller inSession() {
        Set<Scope> reading = scopes.contains(Scope.READ) ? Set.of(Scope.READ) : Set.of();
        return new Caller(id + "-session", name, hint, reading, tenant, RateLimit.OF_A_PAGE);
    }

    /** Says who sends this request. */
    public void identify(Context ctx) {
        ctx.attribute(ATTRIBUTE, this);
    }

    /** Says who sends this request, and how to learn later whether his key or session still counts. */
    public void identify(Context ctx, BooleanSupplier stillCounts) {
        identify(ctx);
        ctx.attribute(STILL_COUNTS, stillCounts);
    }

    /** Whether the key or session of this request still counts, for an answer that goes on for long. */
    public static BooleanSupplier stillCounts(Context ctx) {
        return (BooleanSupplier)
                Objects.requireNonNull(ctx.req().getAttribute(STILL_COUNTS), "A route without a key has no caller.");
    }

    /** Who sends this request, if it showed a key that counts. */
    public static Optional<Caller> known(Context ctx) {
        return Optional.ofNullable(ctx.attribute(ATTRIBUTE));
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
