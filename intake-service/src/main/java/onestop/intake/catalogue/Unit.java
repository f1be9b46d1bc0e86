package onestop.intake.catalogue;

/** A department or body that handles items. */
public record Unit(String key, String nameZh, String nameEn, String usci, long version) {}
