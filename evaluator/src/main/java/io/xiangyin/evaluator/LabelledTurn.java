package io.xiangyin.evaluator;

/**
 * A turn that somebody judged.
 *
 * @param dialect what it was said in, by code
 * @param right whether the bot had understood it
 */
public record LabelledTurn(String dialect, boolean right) {}
