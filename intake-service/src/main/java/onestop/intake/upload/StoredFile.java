package onestop.intake.upload;

import java.time.Instant;
import java.util.UUID;

/**
 * A file that somebody sent.
 *
 * @param name as the sender called it, without any path
 * @param mediaType what the content is, whatever the name says
 * @param checksum SHA-256 of the content, in hexadecimal
 */
public record StoredFile(
        UUID id,
        String name,
        String mediaType,
        long bytes,
        String checksum,
        State state,
        String uploadedBy,
        Instant uploadedAt) {

    /** Whether the content may be read. */
    public enum State {
        AVAILABLE,
        /** Waits until a virus scanner has looked at it. */
        QUARANTINED,
        /** Was found to be harmful; its content is gone. */
        INFECTED
    }
}
