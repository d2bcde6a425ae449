package io.xiangyin.dialog.yaml;

/** A file written by people does not say what it should. The message reads {@code file:line: problem. remedy}. */
public final class DefinitionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param line from 1; 0 if the whole file is meant */
    public DefinitionException(String file, int line, String problem) {
        super(line > 0 ? file + ":" + line + ": " + problem : file + ": " + problem);
    }
}
