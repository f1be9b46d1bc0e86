package onestop.evaluation.invitations;

import org.springframework.context.ApplicationContext;

/** Runs the job that reminds when a test says so. */
public final class Reminders {
    private Reminders() {}

    public static Runnable job(ApplicationContext context) {
        return context.getBean(RemindRaters.class)::run;
    }
}
