package onestop.evaluation.rectification;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import onestop.evaluation.rectification.OrderState.CalledBack;
import onestop.evaluation.rectification.OrderState.Closed;
import onestop.evaluation.rectification.OrderState.Confirmed;
import onestop.evaluation.rectification.OrderState.Contacted;
import onestop.evaluation.rectification.OrderState.Dispatched;
import onestop.evaluation.rectification.OrderState.Invalidated;
import onestop.evaluation.rectification.OrderState.Objected;
import onestop.evaluation.rectification.OrderState.Outcome;
import onestop.evaluation.rectification.OrderState.Rectified;
import onestop.evaluation.rectification.OrderState.Rectifying;
import onestop.evaluation.rectification.OrderState.Remedy;
import onestop.evaluation.rectification.OrderState.Reopened;
import onestop.evaluation.scale.Level;
import onestop.workingdays.WorkingDayCalendar;

/** Orders opened on Thursday 5 March 2026: contact is due on the 6th, rectification on the 12th, a complex one on the 26th. */
final class OrderExamples {
    static final WorkingDayCalendar CALENDAR = WorkingDayCalendar.shipped();
    static final StaffId MANAGER = new StaffId("manager-xzsp");
    static final StaffId SUPERVISOR = new StaffId("supervisor");
    static final Decider OFFICE = new Decider(SUPERVISOR, "ZWGLB", false);
    static final Instant OPENED = at("2026-03-05");
    static final Instant NEXT_DAY = at("2026-03-06");

    private static final RectificationId ID =
            new RectificationId(UUID.fromString("5c1f7a4e-1f0f-4f56-8d63-0d2e4f3a9b11"));

    private boolean anonymous;
    private Oversight oversight = Oversight.from(LocalDate.parse("2026-03-05"));
    private Round round = new Round(1, LocalDate.parse("2026-03-05"));

    static OrderExamples anOrder() {
        return new OrderExamples();
    }

    /** Noon in the county. */
    static Instant at(String day) {
        return Instant.parse(day + "T04:00:00Z");
    }

    static Grievance aRating(boolean anonymous) {
        return Grievance.of(aBadRating(anonymous));
    }

    static BadRating aBadRating(boolean anonymous) {
        return new BadRating(
                UUID.fromString("01914c3b-0c55-7f0a-8a52-5b8e8d8f2a10"),
                "371327LB26030200017",
                "COMPLETION",
                "PKG-BG-MC",
                "XZSP",
                Level.DISSATISFIED,
                List.of("209"),
                "比承诺的时间晚了两天",
                anonymous);
    }

    static Remedy remedy() {
        return new Remedy(NEXT_DAY, null, "已补发", MANAGER, at("2026-03-09"));
    }

    /** Every state an order can be in. */
    static Stream<OrderState> everyState() {
        return Stream.of(
                new Dispatched(),
                new Reopened(),
                new Contacted(NEXT_DAY),
                new Confirmed(NEXT_DAY),
                new Rectifying(NEXT_DAY, "两个部门核对"),
                new Objected(NEXT_DAY, objection(Objection.Kind.MISTAKEN)),
                new Rectified(remedy()),
                new CalledBack(remedy(), 0, Outcome.SATISFIED),
                new Closed(remedy(), 0, Outcome.SATISFIED, at("2026-03-11")),
                new Invalidated(NEXT_DAY, objection(Objection.Kind.MALICIOUS), at("2026-03-09")));
    }

    static Objection objection(Objection.Kind kind) {
        return new Objection(kind, "评价人认错了单位", MANAGER, NEXT_DAY);
    }

    OrderExamples anonymous() {
        anonymous = true;
        return this;
    }

    OrderExamples inItsSecondRound() {
        round = new Round(2, LocalDate.parse("2026-03-10"));
        return this;
    }

    OrderExamples inItsThirdRound() {
        round = new Round(3, LocalDate.parse("2026-03-16"));
        return this;
    }

    OrderExamples with(Oversight beside) {
        oversight = beside;
        return this;
    }

    RectificationOrder in(OrderState state) {
        return new RectificationOrder(ID, aRating(anonymous), OPENED, round, state, Tally.NOTHING, oversight, 3);
    }

    private OrderExamples() {}
}
