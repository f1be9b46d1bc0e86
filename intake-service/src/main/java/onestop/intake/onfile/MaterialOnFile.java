package onestop.intake.onfile;

import java.time.LocalDate;

/** A material kept from an earlier file of the same enterprise. */
public record MaterialOnFile(String key, String fromReceiptNumber, LocalDate validUntil) {}
