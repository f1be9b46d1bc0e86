package onestop.intake.application;

import java.time.LocalDate;
import java.util.List;
import onestop.intake.catalogue.Material.TrustLevel;
import org.jspecify.annotations.Nullable;

/**
 * A material of a file: what the guide in force at submission asks for, and where it stands.
 *
 * @param dueOn until when a deferred material has to come; null while the applicant has only asked to defer it
 */
record FileMaterial(
        String key,
        String nameZh,
        String nameEn,
        TrustLevel trustLevel,
        boolean deferrable,
        boolean commitmentAllowed,
        List<String> itemCodes,
        State state,
        @Nullable String fileName,
        @Nullable LocalDate dueOn,
        @Nullable String fromReceiptNumber) {

    enum State {
        SHARED,
        ON_FILE,
        PRODUCED,
        MERGED_FORM,
        HANDED_IN,
        DEFERRED,
        PROMISED,
        MISSING
    }

    /** Whether a clerk cannot accept the file without a word about this material. */
    boolean open() {
        return state == State.MISSING || (state == State.DEFERRED && dueOn == null);
    }

    /** Whether the document itself is there, not a word in its place. */
    boolean there() {
        return state != State.MISSING && state != State.DEFERRED && state != State.PROMISED;
    }

    FileMaterial deferredUntil(LocalDate date) {
        return with(State.DEFERRED, fileName, date, null);
    }

    FileMaterial handedIn(String name) {
        return with(State.HANDED_IN, name, null, null);
    }

    FileMaterial promised() {
        return with(State.PROMISED, null, null, null);
    }

    FileMaterial deferralAsked() {
        return with(State.DEFERRED, null, null, null);
    }

    FileMaterial reusedFrom(String receiptNumber) {
        return with(State.ON_FILE, null, null, receiptNumber);
    }

    private FileMaterial with(State next, @Nullable String name, @Nullable LocalDate due, @Nullable String from) {
        return new FileMaterial(
                key, nameZh, nameEn, trustLevel, deferrable, commitmentAllowed, itemCodes, next, name, due, from);
    }
}
