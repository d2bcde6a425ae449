package io.xiangyin.server.foreign;

/** A row that cannot be taken, with what is wrong and what to do. */
final class WrongRowException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;

    /** @param line from 1; 0 for the whole file */
    WrongRowException(int line, String sentence) {
        super(line == 0 ? sentence : "line " + line + ": " + sentence);
        this.line = line;
    }

    int line() {
        return line;
    }
}
