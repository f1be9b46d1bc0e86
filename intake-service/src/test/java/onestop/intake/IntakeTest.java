package onestop.intake;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import onestop.intake.application.OverduePeriods;
import onestop.testsupport.PlatformTestConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/** The whole service on a real database and broker, in one context for all tests; sweeps run when a test says so. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        properties = {
            "onestop.intake.deemed-acceptance.interval=1d",
            "onestop.intake.appointments.sweep=1d",
            "onestop.intake.devices.check=1d",
            "onestop.intake.queue.expiry=1d",
            "onestop.intake.shifts.expansion=1d",
            "onestop.intake.deemed-acceptance.most-in-one-run=1000",
            "onestop.intake.delivery.interval=1d",
            "onestop.intake.figures.interval=1d",
            // All tests come from one address.
            "onestop.intake.progress.looks-per-minute-of-an-address=100000",
            "onestop.intake.progress.looks-at-once-of-an-address=100000",
            "onestop.intake.personal.reseal-interval=1d",
            "onestop.intake.personal.keys=test:dGVzdHMgb25seTsgbm8gcGVyc29uJ3MgZGF0YSBoZXI=",
            "onestop.intake.personal.fingerprint-key=dGVzdHMgb25seTsgYSBrZXkgb2YgZmluZ2VycHJpbnQ=",
            "onestop.intake.draft.forget-interval=1d",
            "onestop.intake.period-end.interval=1d",
            "onestop.intake.period-end.most-in-one-run=1000",
            "onestop.intake.files.folder=target/files",
            "onestop.intake.files.sweep-interval=1d"
        })
@AutoConfigureMockMvc
@Import({PlatformTestConfiguration.class, TravelClock.class, Calls.class, OverduePeriods.class})
public @interface IntakeTest {}
