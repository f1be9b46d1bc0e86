package onestop.intake.application;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom cases of a file are about: the enterprise itself or one of its branches.
 *
 * @param changes what becomes different, by field
 * @param differences the same with what the registry said when the file was handed in; null in files from before that
 */
record Subject(
        String usci,
        String name,
        String regionCode,
        @Nullable Map<String, String> changes,
        @Nullable List<Difference> differences) {

    /**
     * One field, before and after.
     *
     * @param from null when the registry did not know it
     */
    record Difference(String field, @Nullable String from, String to) {}
}
