package io.xiangyin.server.llm;

/** No answer, or no whole one, came from a language model. The code goes into events, the sentence to operators. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** What went wrong. */
    public enum Code {
        /** Nothing is listening, or the name does not resolve. */
        UNREACHABLE,
        /** The key is missing, wrong or not allowed to. */
        DENIED,
        /** There is no such model or address. */
        NOT_FOUND,
        /** The endpoint refused what was asked, such as for its content. */
        REFUSED,
        /** Too many requests. */
        BUSY,
        /** The endpoint failed. */
        BROKEN,
        /** What came was not in the expected form. */
        GARBLED,
        /** No token within the limit. */
        NO_TOKEN,
        /** No further token within the limit. */
        SILENT,
        /** Not finished within the limit. */
        TOO_SLOW,
        /** More than was asked for. */
        TOO_LONG,
        /** Every endpoint rests after its failures. */
        RESTING,
        /** Nobody waits for it any more. */
        STOPPED
    }

    ModelException(Code code, String sentence) {
        super(sentence);
        this.code = code;
    }

    /** What went wrong. */
    public Code code() {
        return code;
    }

    /** Whether the same endpoint may be tried again at once. */
    boolean passing() {
        return code == Code.BUSY || code == Code.BROKEN;
    }

    /** Whether it speaks against the endpoint, not against what was asked. */
    boolean endpointsFault() {
        return code != Code.REFUSED && code != Code.STOPPED && code != Code.TOO_LONG;
    }
}
