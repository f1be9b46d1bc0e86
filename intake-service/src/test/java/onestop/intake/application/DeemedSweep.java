package onestop.intake.application;

import org.springframework.context.ApplicationContext;

/** Runs the sweep over files nobody has spoken to. */
public final class DeemedSweep {
    public static void run(ApplicationContext context) {
        context.getBean(DeemAccepted.class).run();
    }

    private DeemedSweep() {}
}
