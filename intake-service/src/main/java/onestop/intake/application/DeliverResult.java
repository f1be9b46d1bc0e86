package onestop.intake.application;

import java.time.InstantSource;
import onestop.intake.application.FileState.DeliveryMethod;
import onestop.intake.application.FileState.RecipientCheck;
import onestop.intake.numbering.ReceiptNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Hands the result bundle out once the departments have finished. */
@Service
class DeliverResult {
    private final ActOnFile actOnFile;
    private final DepartmentNews news;
    private final InstantSource clock;

    DeliverResult(ActOnFile actOnFile, DepartmentNews news, InstantSource clock) {
        this.actOnFile = actOnFile;
        this.news = news;
        this.clock = clock;
    }

    Transition deliver(
            ReceiptNumber number, Actor issuer, DeliveryMethod method, @Nullable RecipientCheck recipientCheck) {
        return actOnFile.act(
                number,
                file -> file.deliver(
                        issuer, method, recipientCheck, news.finished(number).orElse(null), clock.instant()));
    }
}
