package io.xiangyin.knowledge;

/**
 * A part of an article that answers by itself.
 *
 * @param id article id, {@code #} and the passage's number from 1
 * @param heading headings above it, outermost first, joined by {@code ›}; empty at the article's beginning
 * @param text plain text
 * @param offset where it begins in the article's body, in characters; for a table or list the beginning of the block
 */
public record Passage(String id, String articleId, String heading, String text, int offset) {}
