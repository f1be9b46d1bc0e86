package onestop.approval;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import onestop.approval.cases.Office;
import onestop.approval.ledger.Sealing;
import onestop.approval.lights.Turning;
import onestop.approval.publication.Publishing;
import onestop.testsupport.PlatformTestConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/** The whole service on a database of its own and a real broker. One context for all tests that carry it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        properties = {
            "onestop.approval.licences.check-keys=dGVzdHMgb25seTogY2hlY2sgY29kZXMgb2YgcGFwZXI=",
            "onestop.approval.ledger.signing-keys=test:dGVzdHMgb25seTsgbm9ib2R5IGJlbGlldmVzIGl0ISE=",
            "onestop.approval.recount=1h",
            "onestop.approval.lights-every=1d",
            "onestop.approval.figures.fold=1d",
            "onestop.approval.integrity.draw-every=1d",
            "onestop.approval.integrity.reports-per-hour-of-an-address=10000",
            "onestop.approval.reductions.fold=1d",
            "onestop.approval.licences.past.interval=1d",
            "onestop.approval.publication.interval=1d",
            "onestop.approval.ledger.interval=1d" // tests do all this when they want to, and nobody beside them
        })
@AutoConfigureMockMvc
@Import({
    PlatformTestConfiguration.class,
    TestClock.Configuration.class,
    ApiDriver.class,
    Office.class,
    Publishing.class,
    Sealing.class,
    Turning.class
})
public @interface ApprovalIT {}
