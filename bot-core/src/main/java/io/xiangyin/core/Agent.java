package io.xiangyin.core;

/**
 * A human who helps shoppers. The bot is never an agent.
 *
 * @param id the sign-in name, unique in the shop
 * @param name the name shown to the shopper
 */
public record Agent(String id, String name) {}
