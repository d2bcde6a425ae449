package io.xiangyin.demo.orders;

/** Ends a request that cannot be read or names nothing the caller may see; rules about orders answer with values instead. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Problem problem;

    ProblemException(Problem.Code code, String detail) {
        super(detail);
        this.problem = new Problem(code, detail);
    }

    Problem problem() {
        return problem;
    }
}
