package onestop.appeal.commands;

import java.util.List;

/**
 * Why a command is declined.
 *
 * @param status the HTTP status it is answered with: 403, 404, 409 or 412
 * @param slug the problem's type, as listed in problems.md
 */
public record Refusal(int status, String slug, List<Object> args) {
    public static Refusal conflict(String slug, Object... args) {
        return new Refusal(409, slug, List.of(args));
    }

    public static Refusal missing(String slug) {
        return new Refusal(404, slug, List.of());
    }

    public static Refusal forbidden(String slug, Object... args) {
        return new Refusal(403, slug, List.of(args));
    }

    /** The caller changes another version than the present one. */
    public static Refusal stale() {
        return new Refusal(412, "stale-version", List.of());
    }

    public <T> Decision<T> declines() {
        return new Decision.Declined<>(this);
    }
}
