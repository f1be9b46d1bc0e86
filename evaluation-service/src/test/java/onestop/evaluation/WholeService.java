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
            "onestop.evaluation.follow-ups-every=1d",
            // the clock of the tests stands still, and one unit is rated by many of them
            "onestop.evaluation.suspicion.same-words=40",
            "onestop.evaluation.suspicion.others-interval=1d",
            // none of them guards anything
            "onestop.evaluation.links.keys=t2:dGVzdHMgb25seTogdGhlIG5ld2VyIGtleSBvZiBjb2Q=,"
                    + "t1:dGVzdHMgb25seTogdGhlIG9sZGVyIGtleSBvZiBjb2Q=",
            "onestop.evaluation.files.folder=target/files",
            "onestop.evaluation.files.sweep-interval=1d",
            "onestop.evaluation.personal.reseal-interval=1d",
            "onestop.evaluation.province.seal.public-key="
                    + "04f24ad00ff58d760b9d129e565e7ebfd23275a1e6cb4f316b002c0e1ac10921f2"
                    + "bf365f959e5655f537fe1f7e29e52fc213d8484b12e8ff0b9d39249b3fe9fabd",
            "onestop.evaluation.province.seal.app-mark=junan",
            "onestop.evaluation.province.seal.app-word=word-of-the-tests",
            "onestop.evaluation.personal.keys=t1:dGVzdHMgb25seTogY29udGFjdHMgYXJlIHNlYWxlZC4=",
        })
@AutoConfigureMockMvc
@Import({PlatformTestConfiguration.class, Hall.class})
public @interface WholeService {}
