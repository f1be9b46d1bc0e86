package onestop.intake.onfile;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A material whose original an officer has seen.
 *
 * @param unit the officer's unit
 */
public record CheckedMaterial(
        String key, String nameZh, String nameEn, String unit, Instant checkedAt, List<UUID> files) {}
