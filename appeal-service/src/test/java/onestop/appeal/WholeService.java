package onestop.appeal;

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
@SpringBootTest( // tests start these jobs themselves
        properties = {
            "onestop.appeal.calendar-move-every=1h",
            "onestop.appeal.supervision-every=1h",
            "onestop.appeal.milestone-lights-every=1h",
            "onestop.appeal.owners-told-every=1h",
            "onestop.appeal.files.folder=target/appeal-files"
        })
@AutoConfigureMockMvc
@Import({PlatformTestConfiguration.class, Office.class})
public @interface WholeService {}
