package io.tachograph.api.question;

import io.javalin.http.Context;
import io.tachograph.api.cache.AnswerCache;
import io.tachograph.api.cache.KeptAnswer;

/** Sends an answer, or 304 when the caller's copy is still current. */
final class KeptAnswerSender {
    private KeptAnswerSender() {}

    static void send(Context ctx, AnswerCache.Given given) {
        KeptAnswer answer = given.answer();
        ctx.header("ETag", answer.etag())
                .header("Cache-Control", "private, max-age=" + (given.stale() ? 0 : answer.maxAgeSeconds()))
                .header("Vary", "Accept, Accept-Encoding, X-API-Key, Authorization, Cookie");
        if (given.stale()) {
            ctx.header("Warning", "110 - \"Response is Stale\"");
        }
        if (answer.next() != null) {
            ctx.header("Link", "<" + answer.next() + ">; rel=\"next\"");
        }
        if (EntityTag.isNamedBy(ctx.header("If-None-Match"), answer.etag())) {
            ctx.status(304);
        } else {
            ctx.contentType(answer.contentType()).result(answer.body());
        }
    }
}
