package onestop.intake.catalogue;

/**
 * Something an item asks for.
 *
 * @param deferrable may be handed in after acceptance, on a written commitment
 * @param commitmentAllowed may be replaced by a promise
 */
public record Material(
        String key,
        String nameZh,
        String nameEn,
        TrustLevel trustLevel,
        String issuer,
        Kind kind,
        boolean deferrable,
        boolean commitmentAllowed,
        boolean shareableByData,
        long version) {

    /** How far a material can be believed, and with that where it comes from. */
    public enum TrustLevel {
        /** Issued by an authority: fetched by sharing, the applicant submits nothing. */
        A,
        /** Checked against the original by an officer: can be used again. */
        B,
        /** Uploaded: an officer has to check the original. */
        C,
        /** Written by the applicant, who answers for its truth. */
        D
    }

    /** Documents are collected; forms are merged into one. */
    public enum Kind {
        DOCUMENT,
        FORM
    }

    public boolean form() {
        return kind == Kind.FORM;
    }

    Material withVersion(long number) {
        return new Material(
                key, nameZh, nameEn, trustLevel, issuer, kind, deferrable, commitmentAllowed, shareableByData, number);
    }
}
