package onestop.approval;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import onestop.approval.cases.Office;
import onestop.testsupport.PlatformTestConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/** The whole service on a database of its own and a real broker. One context for all tests that carry it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(properties = "onestop.approval.lights-every=1d") // tests turn lights when they mean to
@AutoConfigureMockMvc
@Import({PlatformTestConfiguration.class, TestClock.Configuration.class, ApiDriver.class, Office.class})
public @interface ApprovalIT {}
