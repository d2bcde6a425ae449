package io.xiangyin.core;

/** What stands beside a turn and may be taken away at any time: a second reading, and better words for answers and set texts. */
public record Advice(Rereader rereader, AnswerWriter writer, Rephraser rephraser) {
    /** A bot without a language model. */
    public static final Advice NONE = new Advice(Rereader.NONE, AnswerWriter.NONE, Rephraser.NONE);
}
