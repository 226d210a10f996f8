package io.tachograph.api.audit;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;

/** A call within a request that was refused, though the request itself is answered: that of a tool. */
public final class RefusedCall {
    private static final String ATTRIBUTE = "tachograph.refused-call";

    private RefusedCall() {}

    /** Says that this request carries one. */
    public static void note(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, true);
    }

    /** Whether this request carried one. */
    public static boolean isIn(Context ctx) {
        return ctx.req().getAttribute(ATTRIBUTE) != null;
    }
}
