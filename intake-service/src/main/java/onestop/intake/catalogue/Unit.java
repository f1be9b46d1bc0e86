package onestop.intake.catalogue;

/** A department or body that handles items. */
public record Unit(String key, String nameZh, String nameEn, String usci, long version) {
    Unit withVersion(long number) {
        return new Unit(key, nameZh, nameEn, usci, number);
    }
}
