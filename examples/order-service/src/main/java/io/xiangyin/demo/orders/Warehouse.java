package io.xiangyin.demo.orders;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What lies in the demo shop's warehouse. It never changes: it is there to be asked about. */
final class Warehouse {
    private static final List<Goods> ALL = Texts.file("stock.csv")
            .lines()
            .map(line -> line.split(",", -1))
            .map(cells -> new Goods(cells[0], cells[1], Integer.parseInt(cells[2])))
            .toList();

    private Warehouse() {}

    private record Goods(String item, String spec, int count) {
        String told() {
            return count == 0
                    ? Texts.get("stock.none").formatted(item, spec)
                    : Texts.get("stock.some").formatted(item, spec, count);
        }
    }

    /** What there is of some goods, in Chinese sentences; one that says so if the shop does not carry them. */
    static String of(String asked) {
        String wanted = asked.strip().toLowerCase(Locale.ROOT);
        String told = ALL.stream()
                .filter(goods -> !wanted.isEmpty()
                        && (wanted.contains(goods.item()) || goods.item().contains(wanted)))
                .map(Goods::told)
                .collect(Collectors.joining());
        return told.isEmpty() ? Texts.get("stock.unknown") : told;
    }
}
