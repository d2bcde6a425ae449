package io.xiangyin.server.watch;

/** A way to tell people of a new alert. */
interface Delivery extends AutoCloseable {
    /** Tells once; throws if it could not be told within its time. */
    void tell(Alert alert) throws Exception;

    @Override
    default void close() {}
}
