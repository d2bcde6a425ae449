package io.xiangyin.demo.orders;

/**
 * A customer of the demo shop.
 *
 * @param about one sentence for the person who shows the demo
 */
record Customer(String id, String name, int age, String about, Money yearlySpend) {}
