package onestop.intake.application;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import onestop.intake.catalogue.Material.TrustLevel;
import org.jspecify.annotations.Nullable;

/**
 * A material of a file: what the guide in force at submission asks for, and where it stands.
 *
 * @param trustLevel what the catalogue says of the material; see {@link #trust} for how far this one can be believed
 * @param dueOn until when a deferred material has to come; null while the applicant has only asked to defer it
 * @param files what was sent
 * @param copies how many were handed over on paper
 * @param check null until a clerk has compared it with the original
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
        @Nullable String fromReceiptNumber,
        List<UUID> files,
        @Nullable Integer copies,
        @Nullable OriginalCheck check) {

    FileMaterial {
        files = List.copyOf(files);
    }

    /** A material before anything was handed in for it. */
    FileMaterial(
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
        this(
                key,
                nameZh,
                nameEn,
                trustLevel,
                deferrable,
                commitmentAllowed,
                itemCodes,
                state,
                fileName,
                dueOn,
                fromReceiptNumber,
                List.of(),
                null,
                null);
    }

    /** Who saw the original. */
    record OriginalCheck(Instant at, String by, String unit) {}

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

    /** How far the material can be believed as it stands: a check of the original raises C to B. */
    TrustLevel trust() {
        return trustLevel == TrustLevel.C && check != null ? TrustLevel.B : trustLevel;
    }

    /** Whether an officer has yet to compare it with the original. */
    boolean originalToCheck() {
        return state == State.HANDED_IN && trust() == TrustLevel.C;
    }

    FileMaterial deferredUntil(LocalDate date) {
        return with(State.DEFERRED, fileName, date, null);
    }

    FileMaterial handedIn(String name) {
        return handedIn(name, List.of(), null);
    }

    /** Whatever was checked before was another copy. */
    FileMaterial handedIn(@Nullable String name, List<UUID> sent, @Nullable Integer onPaper) {
        return new FileMaterial(
                key,
                nameZh,
                nameEn,
                trustLevel,
                deferrable,
                commitmentAllowed,
                itemCodes,
                State.HANDED_IN,
                name,
                null,
                null,
                sent,
                onPaper,
                null);
    }

    FileMaterial promised() {
        return with(State.PROMISED, null, null, null);
    }

    FileMaterial deferralAsked() {
        return with(State.DEFERRED, null, null, null);
    }

    FileMaterial reusedFrom(String receiptNumber, List<UUID> kept) {
        return new FileMaterial(
                key,
                nameZh,
                nameEn,
                trustLevel,
                deferrable,
                commitmentAllowed,
                itemCodes,
                State.ON_FILE,
                null,
                null,
                receiptNumber,
                kept,
                null,
                null);
    }

    private FileMaterial with(State next, @Nullable String name, @Nullable LocalDate due, @Nullable String from) {
        return new FileMaterial(
                key, nameZh, nameEn, trustLevel, deferrable, commitmentAllowed, itemCodes, next, name, due, from);
    }
}
