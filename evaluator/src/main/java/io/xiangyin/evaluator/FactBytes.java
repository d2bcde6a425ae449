package io.xiangyin.evaluator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Packs values into bytes: seven bits a byte for numbers, signed ones with the sign in the last bit, texts in UTF-8. */
final class FactBytes {
    private static final long NANOS_A_MILLI = 1_000_000;

    private FactBytes() {}

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Writes. */
    static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        private final Instant base;

        /** @param base times are written as their distance from it */
        Writer(Instant base) {
            this.base = base;
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        void number(long value) {
            long left = value;
            while ((left & ~0x7FL) != 0) {
                out.write((int) (left & 0x7F) | 0x80);
                left >>>= 7;
            }
            out.write((int) left);
        }

        private void signed(long value) {
            number((value << 1) ^ (value >> 63));
        }

        void flag(boolean value) {
            out.write(value ? 1 : 0);
        }

        /** Up to eight flags in a byte, the first in the lowest bit. */
        void flags(boolean... values) {
            int all = 0;
            for (int i = 0; i < values.length; i++) {
                all |= values[i] ? 1 << i : 0;
            }
            out.write(all);
        }

        void text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            number(bytes.length);
            out.writeBytes(bytes);
        }

        void texts(Collection<String> texts) {
            number(texts.size());
            texts.forEach(this::text);
        }

        /** To the nanosecond: an odd count of the parts tells that nanoseconds follow the milliseconds. */
        void duration(Duration duration) {
            long millis = duration.getSeconds() * 1_000 + duration.getNano() / NANOS_A_MILLI;
            long nanos = duration.getNano() % NANOS_A_MILLI;
            signed(millis * 2 + (nanos == 0 ? 0 : 1));
            if (nanos != 0) {
                number(nanos);
            }
        }

        void epoch(Instant instant) {
            duration(Duration.between(Instant.EPOCH, instant));
        }

        void time(Instant instant) {
            duration(Duration.between(base, instant));
        }

        void timeOrNull(@Nullable Instant instant) {
            flag(instant != null);
            if (instant != null) {
                time(instant);
            }
        }

        <T> void optional(Optional<T> value, Consumer<T> writer) {
            flag(value.isPresent());
            value.ifPresent(writer);
        }

        <T> void list(List<T> values, Consumer<T> writer) {
            number(values.size());
            values.forEach(writer);
        }
    }

    /** Reads what the writer wrote, in the same order. */
    static final class Reader {
        private final byte[] bytes;
        private final KnownTexts known;
        private int at;
        private Instant base = Instant.EPOCH;

        /** @param known texts read before, so that the same text is kept once */
        Reader(byte[] bytes, KnownTexts known) {
            this.bytes = bytes;
            this.known = known;
        }

        int octet() {
            return bytes[at++];
        }

        private long wide() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[at++];
                value |= (next & 0x7FL) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        int number() {
            return Math.toIntExact(wide());
        }

        boolean flag() {
            return bytes[at++] != 0;
        }

        String text() {
            int from = pass();
            return FactBytes.text(bytes, from, at);
        }

        /** A text that others are likely to have as well. */
        String shared() {
            int from = pass();
            return known.get(bytes, from, at);
        }

        /** Goes behind a text and tells where it begins. */
        int pass() {
            int length = number();
            int from = at;
            at += length;
            return from;
        }

        Duration duration() {
            long packed = wide();
            long value = (packed >>> 1) ^ -(packed & 1);
            long millis = value >> 1;
            long nanos = (value & 1) == 0 ? 0 : wide();
            return Duration.ofSeconds(
                    Math.floorDiv(millis, 1_000L), Math.floorMod(millis, 1_000L) * NANOS_A_MILLI + nanos);
        }

        /** The beginning, from which all other times are counted. */
        Instant epoch() {
            base = Instant.EPOCH.plus(duration());
            return base;
        }

        Instant time() {
            return base.plus(duration());
        }

        @Nullable Instant timeOrNull() {
            return flag() ? time() : null;
        }

        <T> Optional<T> optional(Supplier<T> reader) {
            return flag() ? Optional.of(reader.get()) : Optional.empty();
        }

        <T> List<T> list(Supplier<T> reader) {
            int size = number();
            if (size == 0) {
                return List.of();
            }
            List<T> values = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                values.add(reader.get());
            }
            return values;
        }
    }
}
