package io.xiangyin.demo.orders;

/**
 * A complete answer to a change request.
 *
 * @param body JSON text
 * @param replayed whether it is an earlier answer given again
 */
record Answer(int status, String body, boolean replayed) {}
