package onestop.intake.application;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom cases of a file are about: the enterprise itself or one of its branches.
 *
 * @param changes what becomes different, by field
 */
record Subject(
        String usci,
        String name,
        String regionCode,
        @Nullable Map<String, String> changes) {}
