package onestop.intake.application;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;

/** Lets tests of other packages run the sweep that ends files; in operation only its schedule does. */
@TestConfiguration
public class OverduePeriods {
    @Autowired
    EndOverdueFiles endOverdueFiles;

    public void end() {
        endOverdueFiles.run();
    }
}
