package onestop.evaluation.scale;

import org.jspecify.annotations.Nullable;

/**
 * A national rating label. It belongs to one level for ever.
 *
 * @param labelZh null in the older set, of which only the codes are known
 * @param core one of the first three of its level, offered first
 * @param usingStatus whether a new rating may carry it
 */
public record Label(
        String code,
        Level level,
        @Nullable String labelZh,
        @Nullable String labelEn,
        boolean core,
        boolean usingStatus,
        int labelSet) {}
