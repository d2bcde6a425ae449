package io.xiangyin.demo.orders;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a caller asks to be done to an order, read and checked from the request body. */
sealed interface Command {

    /** Mainland mobile and landline numbers, service numbers, with or without a country code. */
    Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 -]{4,19}");

    /** Why goods go back. */
    enum ReturnReason implements Word {
        NO_REASON,
        QUALITY,
        DAMAGED,
        WRONG_ITEM
    }

    /** Whose name an invoice carries. */
    enum InvoiceType implements Word {
        PERSONAL,
        COMPANY
    }

    /** Cancels a paid order. */
    record Cancel(@Nullable String reason) implements Command {}

    /** Replaces the delivery address; parts that are null stay as they are. */
    record ChangeAddress(
            @Nullable String name,
            @Nullable String phone,
            @Nullable String province,
            @Nullable String city,
            @Nullable String district,
            String detail)
            implements Command {

        Order.Address on(Order.Address old) {
            return new Order.Address(
                    name == null ? old.name() : name,
                    phone == null ? old.phone() : phone,
                    province == null ? old.province() : province,
                    city == null ? old.city() : city,
                    district == null ? old.district() : district,
                    detail);
        }
    }

    /** Sends goods back for the money. */
    record Return(ReturnReason reason, @Nullable String note) implements Command {}

    /** Sends goods back for others. */
    record Exchange(String reason, @Nullable String toSpec) implements Command {}

    /** Books a repair. */
    record Repair(String fault) implements Command {}

    /** Issues the order's invoice. */
    record IssueInvoice(
            InvoiceType type,
            String title,
            @Nullable String taxNo,
            @Nullable String email) implements Command {}

    /** Asks the warehouse or the carrier to hurry. */
    record Urge() implements Command {}

    /** Pays back the difference to a lower price. */
    record ProtectPrice() implements Command {}

    /** Pays a goodwill amount, which only people may grant. */
    record Compensate(
            Money amount,
            String reason,
            @Nullable String confirmedBy,
            @Nullable String approvedBy) implements Command {}

    /**
     * Reads the command of a kind.
     *
     * @throws ProblemException if a field is missing or wrong
     */
    static Command read(Kind kind, Fields body) {
        return switch (kind) {
            case CANCEL -> new Cancel(body.findText("reason"));
            case ADDRESS -> readAddress(body);
            case RETURN -> new Return(body.word("reason", ReturnReason.class), body.findText("note"));
            case EXCHANGE -> new Exchange(body.text("reason"), body.findText("toSpec"));
            case REPAIR -> new Repair(body.text("fault"));
            case INVOICE -> readInvoice(body);
            case URGE -> new Urge();
            case PRICE_PROTECTION -> new ProtectPrice();
            case COMPENSATION ->
                new Compensate(
                        body.yuan("amount"),
                        body.text("reason"),
                        body.findText("confirmedBy"),
                        body.findText("approvedBy"));
        };
    }

    private static Command readAddress(Fields body) {
        String phone = body.findText("phone");
        if (phone != null && !PHONE.matcher(phone).matches()) {
            throw body.invalid("phone", "must be a phone number of 5 to 20 digits, spaces and hyphens");
        }
        return new ChangeAddress(
                body.findText("name"),
                phone,
                body.findText("province"),
                body.findText("city"),
                body.findText("district"),
                body.text("detail"));
    }

    private static Command readInvoice(Fields body) {
        InvoiceType type = body.word("type", InvoiceType.class);
        String taxNo = type == InvoiceType.COMPANY ? body.text("taxNo") : body.findText("taxNo");
        return new IssueInvoice(type, body.text("title"), taxNo, body.findText("email"));
    }
}
