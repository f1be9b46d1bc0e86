package onestop.intake.application;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import onestop.intake.numbering.ReceiptNumber;

/**
 * What of a file concerns its progress.
 *
 * @param casesPerItem how many cases each item has
 * @param acts what was done with the file, oldest first
 */
public record FileOverview(
        ReceiptNumber number,
        FileStatus status,
        Instant receivedAt,
        List<FileItem> items,
        Map<String, Integer> casesPerItem,
        List<Act> acts) {

    /** An act by its name, as the timeline tells it. */
    public record Act(String act, Instant at) {}
}
