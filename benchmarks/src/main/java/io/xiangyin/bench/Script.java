package io.xiangyin.bench;

import java.util.Collections;
import java.util.List;

/** What a customer of the demo shop says, line by line; nothing in it changes an order or calls a human. */
record Script(String customer, List<String> lines) {
    Script {
        lines = List.copyOf(lines);
    }

    static final List<Script> ALL = List.of(
            new Script("c-1002", List.of("退款到哪了", "谢谢", "快递到哪了", "七天无理由怎么算")),
            new Script("c-1003", List.of("快递到哪了", "婴儿奶粉", "怎么开发票", "我的包裹到哪了", "连衣裙")),
            new Script("c-1001", List.of("我要退货", "电热水壶", "不喜欢", "先不办", "优惠券怎么用")));

    /** The same lines several times over. */
    Script times(int count) {
        return new Script(
                customer,
                Collections.nCopies(count, lines).stream().flatMap(List::stream).toList());
    }
}
