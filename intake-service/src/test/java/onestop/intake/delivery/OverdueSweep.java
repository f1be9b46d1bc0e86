package onestop.intake.delivery;

import org.springframework.context.ApplicationContext;

/** Runs the sweep over results that wait too long. */
public final class OverdueSweep {
    public static void run(ApplicationContext context) {
        context.getBean(MarkOverdue.class).run();
    }

    private OverdueSweep() {}
}
