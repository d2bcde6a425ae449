package io.xiangyin.demo.orders;

/**
 * The answer to the first request that carried an idempotency key.
 *
 * @param fingerprint SHA-256 of that request, in hex
 */
record FirstAnswer(String key, String fingerprint, Answer answer) {}
