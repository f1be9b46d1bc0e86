package onestop.intake.onfile;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A material kept from an earlier file of the same enterprise.
 *
 * @param validUntil null when no end is known
 * @param files the contents, where they were sent
 */
public record MaterialOnFile(
        String key, String fromReceiptNumber, @Nullable LocalDate validUntil, List<UUID> files) {

    public MaterialOnFile {
        files = List.copyOf(files);
    }
}
