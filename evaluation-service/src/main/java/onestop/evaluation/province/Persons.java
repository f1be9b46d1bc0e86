package onestop.evaluation.province;

import org.jspecify.annotations.Nullable;

/**
 * Who received a service, under the national names; written into nothing but the sealed message. The agent and telephone
 * numbers are known to intake-service alone.
 *
 * @param userPageType kind of the enterprise's document; null where none is configured
 * @param certKey the credit code
 */
record Persons(
        @Nullable String userName,
        @Nullable String userPageType,
        @Nullable String certKey) {
    /** Of a rating without a name. */
    static final Persons NOBODY = new Persons(null, null, null);
}
