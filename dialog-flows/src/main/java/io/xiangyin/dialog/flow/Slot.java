package io.xiangyin.dialog.flow;

/**
 * Something a flow must know.
 *
 * @param ask the question
 * @param reask the question in other words, for when the first was not answered
 */
public record Slot(String name, SlotType type, String ask, String reask) {}
