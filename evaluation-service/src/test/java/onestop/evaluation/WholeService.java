package onestop.evaluation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import onestop.testsupport.PlatformTestConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/** The whole service on a real database and a real broker. One context for all tests, since a start is expensive. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        properties = {
            "onestop.evaluation.reminder.interval=1d",
            "onestop.evaluation.default-ratings.interval=1d",
            "onestop.evaluation.evaluators.look-interval=200ms",
            "onestop.evaluation.province.interval=1d",
            "onestop.evaluation.lights-every=1d",
            // the clock of the tests stands still, and one unit is rated by many of them
            "onestop.evaluation.suspicion.same-words=40",
            // none of them guards anything
            "onestop.evaluation.links.keys=t2:dGVzdHMgb25seTogdGhlIG5ld2VyIGtleSBvZiBjb2Q=,"
                    + "t1:dGVzdHMgb25seTogdGhlIG9sZGVyIGtleSBvZiBjb2Q=",
            "onestop.evaluation.files.folder=target/files",
            "onestop.evaluation.personal.keys=t1:dGVzdHMgb25seTogY29udGFjdHMgYXJlIHNlYWxlZC4=",
        })
@AutoConfigureMockMvc
@Import({PlatformTestConfiguration.class, Hall.class})
public @interface WholeService {}
