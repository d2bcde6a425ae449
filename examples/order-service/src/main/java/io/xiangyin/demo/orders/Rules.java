package io.xiangyin.demo.orders;

import io.xiangyin.demo.orders.Problem.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shop's rules: what may be done to an order, and until when. Calendar days are days in China. */
final class Rules {

    static final ZoneId SHOP_ZONE = ZoneId.of("Asia/Shanghai");
    static final int NO_REASON_DAYS = 7;
    static final Duration PRICE_PROTECTION = Duration.ofDays(7);
    static final Money APPROVAL_ABOVE = new Money(500_00);

    private static final Optional<Problem> ALLOWED = Optional.empty();

    private Rules() {}

    /** Returns why the command is refused, or nothing when it may be carried out. */
    static Optional<Problem> refusal(Order order, Command command, Instant now) {
        return switch (command) {
            case Command.Cancel _ ->
                unless(
                        order.status() == Order.Status.PAID,
                        Code.NOT_CANCELLABLE,
                        "Only a paid order can be cancelled",
                        order);
            case Command.ChangeAddress _ ->
                unless(
                        order.status() == Order.Status.PAID,
                        Code.ADDRESS_LOCKED,
                        "The address can be changed only before shipping",
                        order);
            case Command.Return asked -> goodsGoBack(order, asked.reason() == Command.ReturnReason.NO_REASON, now);
            case Command.Exchange asked ->
                goodsGoBack(order, asked.reason().equals(Command.ReturnReason.NO_REASON.word()), now);
            case Command.Repair _ -> repair(order);
            case Command.IssueInvoice _ ->
                first(
                        open(order),
                        unless(
                                order.records(Kind.INVOICE).isEmpty(),
                                Code.INVOICE_EXISTS,
                                "The order has its invoice already",
                                order));
            case Command.Urge _ ->
                unless(
                        order.status() == Order.Status.PAID || order.status() == Order.Status.SHIPPED,
                        Code.NOT_URGEABLE,
                        "Only a paid or shipped order can be urged",
                        order);
            case Command.ProtectPrice _ -> protectPrice(order, now);
            case Command.Compensate asked -> compensate(asked);
        };
    }

    /** The first moment too late for a no-reason return: seven days count from the day after signing. Null when unsigned or excluded. */
    static @Nullable Instant noReasonReturnUntil(Order order) {
        Instant signedAt = order.signedAt();
        if (signedAt == null || order.noReturnReason() != null) {
            return null;
        }
        return dayOf(signedAt)
                .plusDays(NO_REASON_DAYS + 1)
                .atStartOfDay(SHOP_ZONE)
                .toInstant();
    }

    /** The last day of the warranty; null when unsigned or without one. */
    static @Nullable LocalDate warrantyUntil(Order order) {
        Instant signedAt = order.signedAt();
        return signedAt == null || order.warrantyMonths() == 0
                ? null
                : dayOf(signedAt).plusMonths(order.warrantyMonths());
    }

    static boolean inWarranty(Order order, Instant now) {
        LocalDate until = warrantyUntil(order);
        return until != null && !dayOf(now).isAfter(until);
    }

    /** Tells whether a no-reason return would be accepted now, were none open. */
    static boolean noReasonReturnOpen(Order order, Instant now) {
        Instant until = noReasonReturnUntil(order);
        return order.status() == Order.Status.SIGNED && until != null && now.isBefore(until);
    }

    private static Optional<Problem> goodsGoBack(Order order, boolean withoutReason, Instant now) {
        // Nothing in the demo completes a return, an exchange or a repair: what is recorded is open.
        Optional<Problem> refusal = first(
                signed(order),
                unless(order.records(Kind.RETURN).isEmpty(), Code.RETURN_OPEN, "A return is open", order),
                unless(order.records(Kind.EXCHANGE).isEmpty(), Code.EXCHANGE_OPEN, "An exchange is open", order));
        if (refusal.isPresent() || !withoutReason) {
            return refusal;
        }
        Order.NoReturnReason excluded = order.noReturnReason();
        if (excluded != null) {
            return refuse(
                    Code.NO_REASON_EXCLUDED,
                    "Goods that are " + excluded.word() + " have no seven-day no-reason return",
                    order);
        }
        return unless(
                noReasonReturnOpen(order, now),
                Code.NO_REASON_EXPIRED,
                "A no-reason return was possible until " + noReasonReturnUntil(order),
                order);
    }

    private static Optional<Problem> repair(Order order) {
        return first(
                signed(order),
                unless(order.warrantyMonths() > 0, Code.NOT_REPAIRABLE, "These goods are not repaired", order),
                unless(order.records(Kind.REPAIR).isEmpty(), Code.REPAIR_OPEN, "A repair is open", order));
    }

    private static Optional<Problem> protectPrice(Order order, Instant now) {
        return first(
                open(order),
                unless(
                        order.records(Kind.PRICE_PROTECTION).isEmpty(),
                        Code.PRICE_PROTECTION_USED,
                        "The difference was paid back once",
                        order),
                unless(
                        !now.isAfter(order.paidAt().plus(PRICE_PROTECTION)),
                        Code.PRICE_PROTECTION_EXPIRED,
                        "Prices are protected for 7 days from " + order.paidAt(),
                        order),
                unless(
                        order.currentPrice().compareTo(order.amount()) < 0,
                        Code.PRICE_NOT_LOWER,
                        "The current price " + order.currentPrice().yuan() + " is not below "
                                + order.amount().yuan(),
                        order));
    }

    private static Optional<Problem> compensate(Command.Compensate asked) {
        if (asked.confirmedBy() == null) {
            return Optional.of(new Problem(
                    Code.CONFIRMATION_REQUIRED, "A compensation needs \"confirmedBy\", the agent who grants it."));
        }
        boolean twoPeople = asked.approvedBy() != null && !asked.approvedBy().equals(asked.confirmedBy());
        if (asked.amount().compareTo(APPROVAL_ABOVE) > 0 && !twoPeople) {
            return Optional.of(new Problem(
                    Code.APPROVAL_REQUIRED,
                    "A compensation above " + APPROVAL_ABOVE.yuan() + " yuan needs \"approvedBy\", a second person."));
        }
        return ALLOWED;
    }

    private static Optional<Problem> signed(Order order) {
        return unless(
                order.status() == Order.Status.SIGNED, Code.NOT_SIGNED, "The order must be signed for first", order);
    }

    private static Optional<Problem> open(Order order) {
        return unless(!order.closed(), Code.ORDER_CLOSED, "The money of this order goes back", order);
    }

    @SafeVarargs
    private static Optional<Problem> first(Optional<Problem>... refusals) {
        for (Optional<Problem> refusal : refusals) {
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return ALLOWED;
    }

    private static Optional<Problem> unless(boolean allowed, Code code, String reason, Order order) {
        return allowed ? ALLOWED : refuse(code, reason, order);
    }

    private static Optional<Problem> refuse(Code code, String reason, Order order) {
        return Optional.of(new Problem(
                code,
                reason + "; order " + order.orderNo() + " is " + order.status().word() + "."));
    }

    private static LocalDate dayOf(Instant at) {
        return at.atZone(SHOP_ZONE).toLocalDate();
    }
}
