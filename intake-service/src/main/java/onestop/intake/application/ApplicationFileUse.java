package onestop.intake.application;

import onestop.intake.application.FileAccess.Access;
import onestop.intake.numbering.ReceiptNumber;
import onestop.intake.upload.FileUse;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.stereotype.Component;

/** Whoever may read an application may read its files; once it is accepted, so may the departments that handle it. */
@Component
class ApplicationFileUse implements FileUse {
    static final String PURPOSE = "application";

    private final ApplicationFiles files;
    private final FileAccess access;

    ApplicationFileUse(ApplicationFiles files, FileAccess access) {
        this.files = files;
        this.access = access;
    }

    @Override
    public String purpose() {
        return PURPOSE;
    }

    @Override
    public boolean mayRead(Caller caller, String receiptNumber) {
        return files.find(new ReceiptNumber(receiptNumber))
                .filter(file -> handles(caller, file) || access.reading(caller, file) instanceof Access.Granted)
                .isPresent();
    }

    private static boolean handles(Caller caller, ApplicationFile file) {
        return caller.isAny(Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.UNIT_MANAGER)
                && file.acceptance() != null
                && file.head().content().items().stream()
                        .anyMatch(item -> item.unit().equals(caller.unit()));
    }
}
