package onestop.intake.helper;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Ten invented full-time helpers of the county, entered at the first start. */
@Component
@Order(4)
@ConditionalOnProperty("onestop.intake.demonstration-catalogue")
class DemonstrationHelpers implements ApplicationRunner {
    private static final String BY = "demonstration";
    private static final String COUNTY = "371327000000";
    private static final int FULL_TIME = 10;

    private final Helpers helpers;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    DemonstrationHelpers(Helpers helpers, TransactionTemplate transaction, InstantSource clock) {
        this.helpers = helpers;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        transaction.executeWithoutResult(_ -> {
            helpers.lockWhoHasWhat(); // replicas that start together
            if (helpers.page(null, "", 1).isEmpty()) {
                invented().forEach(helper -> helpers.save(helper, BY, clock.instant()));
            }
        });
    }

    /** The first one is the account that can sign in. */
    private static List<Helper> invented() {
        var helpers = new ArrayList<Helper>();
        for (int number = 1; number <= FULL_TIME; number++) {
            var account = number == 1 ? "helper" : "helper-%02d".formatted(number);
            helpers.add(new Helper(account, "帮办%d号".formatted(number), COUNTY, true, true, 1));
        }
        return helpers;
    }
}
