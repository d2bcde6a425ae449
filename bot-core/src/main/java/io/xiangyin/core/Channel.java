package io.xiangyin.core;

/** A road to the shopper. */
public interface Channel {
    /** The name under which conversations are started on it, such as {@code web}. */
    String name();

    /**
     * Hands one outbound event to the shopper's side.
     *
     * @throws DeliveryException if it was not taken; it will be tried again
     */
    void deliver(RecordedEvent outbound) throws DeliveryException;

    /** A reply was not taken. The sentence goes into the log and holds no customer text. */
    final class DeliveryException extends Exception {
        private static final long serialVersionUID = 1L;

        public DeliveryException(String message) {
            super(message);
        }
    }
}
