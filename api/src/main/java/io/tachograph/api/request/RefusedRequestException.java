package io.tachograph.api.request;

import io.tachograph.api.answer.Problem;

/** What a request asks for cannot be: the problem says why. */
public final class RefusedRequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public RefusedRequestException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** A parameter, or a property of the body, that is wrong. */
    public static RefusedRequestException parameter(String name, String detail) {
        return new RefusedRequestException(Problem.of(400, detail).withParameter(name));
    }

    public Problem problem() {
        return problem;
    }
}
