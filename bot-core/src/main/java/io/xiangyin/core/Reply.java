package io.xiangyin.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One bubble for the shopper, independent of the channel that will draw it. Everything but {@code text} may be left
 * out by a poorer channel without losing the sense.
 *
 * @param kind how it wants to be drawn
 * @param text plain text, complete without the other parts
 * @param choices answers that may be given by a tap, by number or in words
 * @param citations where the statement stands in the knowledge base
 * @param generated true only for text written by a language model; only then is the AI-generated label shown
 * @param spoken wording for reading aloud where it differs from the text
 * @param card what is drawn beside the text; null for words alone
 * @param voice BCP 47 tag of the voice that should read it aloud, such as {@code zh-HK}; null leaves it to the page
 * @param form what may be filled in at once; null for none. The text names the same, for channels without forms
 * @param attachment a file that goes with it; null for none. The text is its name, for channels without files
 */
public record Reply(
        Kind kind,
        String text,
        List<Choice> choices,
        List<Citation> citations,
        boolean generated,
        @Nullable String spoken,
        @Nullable Card card,
        @Nullable String voice,
        @Nullable Form form,
        @Nullable Attachment attachment) {

    /** Words without a file. */
    public Reply(
            Kind kind,
            String text,
            List<Choice> choices,
            List<Citation> citations,
            boolean generated,
            @Nullable String spoken,
            @Nullable Card card,
            @Nullable String voice,
            @Nullable Form form) {
        this(kind, text, choices, citations, generated, spoken, card, voice, form, null);
    }

    /** A reply without a form whose voice is not chosen yet. */
    public Reply(
            Kind kind,
            String text,
            List<Choice> choices,
            List<Citation> citations,
            boolean generated,
            @Nullable String spoken,
            @Nullable Card card) {
        this(kind, text, choices, citations, generated, spoken, card, null, null);
    }

    /** A reply without a card. */
    public Reply(
            Kind kind,
            String text,
            List<Choice> choices,
            List<Citation> citations,
            boolean generated,
            @Nullable String spoken) {
        this(kind, text, choices, citations, generated, spoken, null);
    }

    /** How a reply wants to be drawn. */
    public enum Kind {
        TEXT,
        CHOICES,
        CARD,
        FORM,
        NOTICE
    }

    /**
     * An answer offered for a tap.
     *
     * @param title what the shopper reads
     * @param value what is sent when it is chosen
     */
    public record Choice(String title, String value) {}

    /**
     * The source of a statement.
     *
     * @param articleId the article in the knowledge base
     * @param title its title as shown to the shopper
     * @param passage the passage that supports the statement, word for word
     */
    public record Citation(String articleId, String title, String passage) {}

    /**
     * Facts in a frame, such as an order.
     *
     * @param image address of a picture; null for none
     */
    public record Card(String title, @Nullable String image, List<Row> rows) {
        /** One fact, such as "carrier" and its name. */
        public record Row(String label, String value) {}

        public Card {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Several questions at once. The answer is one message with a line for each, the label, a colon and the value.
     *
     * @param title what it is for
     */
    public record Form(String title, List<Field> fields) {
        /**
         * One question.
         *
         * @param type what it takes, for the keyboard: {@code text}, {@code tel}, {@code email} or {@code number}
         * @param options titles to choose from; empty for what is written
         */
        public record Field(String name, String label, String type, List<String> options) {
            public Field {
                options = List.copyOf(options);
            }
        }

        public Form {
            fields = List.copyOf(fields);
        }
    }

    public Reply {
        if (text.isBlank()) {
            throw new IllegalArgumentException("A reply needs text that stands alone");
        }
        choices = List.copyOf(choices);
        citations = List.copyOf(citations);
    }

    /** The same reply in other words. */
    public Reply withText(String other) {
        return new Reply(kind, other, choices, citations, generated, spoken, card, voice, form, attachment);
    }

    /** The same reply with other choices to tap. */
    public Reply withChoices(Kind drawn, List<Choice> others) {
        return new Reply(drawn, text, others, citations, generated, spoken, card, voice, form, attachment);
    }

    /** The same reply, with what a voice says for it. */
    public Reply aloud(@Nullable String words, String by) {
        return new Reply(kind, text, choices, citations, generated, words, card, by, form, attachment);
    }

    public static Reply text(String text) {
        return new Reply(Kind.TEXT, text, List.of(), List.of(), false, null);
    }

    public static Reply notice(String text) {
        return new Reply(Kind.NOTICE, text, List.of(), List.of(), false, null);
    }

    /** A file, called by its name. */
    public static Reply file(Attachment attachment) {
        return new Reply(Kind.TEXT, attachment.name(), List.of(), List.of(), false, null, null, null, null, attachment);
    }

    public static Reply choices(String text, List<Choice> choices) {
        return new Reply(Kind.CHOICES, text, choices, List.of(), false, null);
    }

    public static Reply cited(String text, List<Citation> citations) {
        return new Reply(Kind.TEXT, text, List.of(), citations, false, null);
    }
}
