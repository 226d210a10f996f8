package io.tachograph.api.question;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.caller.Caller;
import io.tachograph.api.database.SqlFailure;
import java.sql.SQLException;

/** Answers a question by HTTP, in the format that the request accepts. Thread-safe. */
public final class QuestionResource implements Handler {
    private final Question question;
    private final QuestionAnswers answers;

    public QuestionResource(Question question, QuestionAnswers answers) {
        this.question = question;
        this.answers = answers;
    }

    @Override
    public void handle(Context ctx) {
        try {
            KeptAnswerSender.send(
                    ctx,
                    answers.to(new QuestionAnswers.Asked(
                            ctx.path(),
                            ctx.pathParamMap(),
                            ctx.queryParamMap(),
                            Caller.of(ctx).tenant(),
                            ctx.header("Accept"))));
        } catch (SQLException e) {
            SqlFailure.problem(e, question.noun()).send(ctx);
        }
    }
}
