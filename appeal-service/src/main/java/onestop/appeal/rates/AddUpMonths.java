package onestop.appeal.rates;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds up the months of the rates behind what is closed, so that long periods are read fast. */
@Service
class AddUpMonths {
    private final RateMonths months;
    private final TransactionTemplate transaction;

    AddUpMonths(RateMonths months, TransactionTemplate transaction) {
        this.months = months;
        this.transaction = transaction;
    }

    @Scheduled(
            fixedDelayString = "${onestop.appeal.months-added-up-every}",
            initialDelayString = "${onestop.appeal.months-added-up-every}")
    void run() {
        while (Boolean.TRUE.equals(transaction.execute(_ -> months.addUp()))) {
            // each time as many as one transaction should take
        }
    }
}
