package io.xiangyin.dialog.flow;

/**
 * Something a flow must know.
 *
 * @param label its name for the agent who takes over
 * @param ask the question
 * @param reask the question in other words, for when the first was not answered
 */
public record Slot(String name, String label, SlotType type, Text ask, Text reask) {}
