package io.xiangyin.knowledge;

/** A file that cannot be used; the sentence says why and what to do. */
final class UnusableFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableFileException(String sentence) {
        super(sentence);
    }

    UnusableFileException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
