package io.xiangyin.knowledge;

import java.util.List;

/** Knowledge files that cannot be used. One line a problem: {@code file:line: problem. remedy}. */
public final class KnowledgeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KnowledgeException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
