package onestop.intake.calendar;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Makes the shipped years known at the first start. */
@Component
@Order(0)
class ShippedCalendar implements ApplicationRunner {
    private final PublishCalendarYear publish;

    ShippedCalendar(PublishCalendarYear publish) {
        this.publish = publish;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        publish.shippedIfMissing();
    }
}
