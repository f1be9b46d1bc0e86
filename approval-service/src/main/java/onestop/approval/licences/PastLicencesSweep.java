package onestop.approval.licences;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Settles, in bounded batches, what has come to its last day. */
@Component
class PastLicencesSweep {
    /** More batches than that in one run wait for the next run. */
    private static final int MOST_BATCHES = 100;

    private final SettlePastLicences past;
    private final int batch;

    PastLicencesSweep(SettlePastLicences past, @Value("${onestop.approval.licences.past.batch}") int batch) {
        this.past = past;
        this.batch = batch;
    }

    @Scheduled(
            fixedDelayString = "${onestop.approval.licences.past.interval}",
            initialDelayString = "${onestop.approval.licences.past.interval}")
    void run() {
        for (int i = 0; i < MOST_BATCHES && past.settle(batch) == batch; i++) {
            // another batch may be due
        }
    }
}
