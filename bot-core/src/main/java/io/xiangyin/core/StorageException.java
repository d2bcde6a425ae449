package io.xiangyin.core;

/** The event log could not be read or made durable. The sentence says what was tried and what to look at. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }

    public StorageException(String message) {
        super(message);
    }
}
