package io.xiangyin.dialog.entity;

/**
 * A value found in a text.
 *
 * @param text the words that say it
 * @param value the value in the form of its kind
 * @param start where the words begin in the text, from 0
 */
public record Entity(Kind kind, String text, String value, int start) {
    /** The kinds of value, with the form in which they are given. */
    public enum Kind {
        /** An order number, upper case. */
        ORDER_NO("orderNo"),
        /** A parcel's number, upper case. */
        TRACKING_NO("trackingNo"),
        /** A mobile number, eleven digits. */
        PHONE("phone"),
        /** Yuan, a decimal number. */
        AMOUNT("amount"),
        /** How many, a whole number. */
        QUANTITY("quantity"),
        /** A day, ISO 8601. */
        DATE("date"),
        /** A length of time, ISO 8601 ({@code P3D}, {@code PT2H}). */
        DURATION("duration"),
        /** A size of clothes or shoes, upper case. */
        SIZE("size"),
        /** A colour by its plain name. */
        COLOUR("colour"),
        /** A postal address as written, from the province or city on. */
        ADDRESS("address");

        private final String slot;

        Kind(String slot) {
            this.slot = slot;
        }

        /** The name under which a value of this kind is reported. */
        public String slot() {
            return slot;
        }
    }

    /** Where the words end in the text. */
    int end() {
        return start + text.length();
    }
}
