package onestop.gateway.limit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many requests may come from one sender. Each rate is local to one gateway process.
 *
 * @param enabled false switches all rates off, for load tests
 * @param senders the most senders remembered; the longest silent ones are forgotten first
 * @param subject for the bearer of a token, wherever the requests come from
 * @param anonymous for an address, requests without a token; people in one hall may share an address
 * @param progress for an address asking for progress, on top of the other rates: the query code must not be guessed
 * @param feedback for an address giving open feedback without signing in, on top of the other rates
 * @param receipt for one receipt number, from whatever addresses
 */
@ConfigurationProperties("onestop.gateway.limits")
record RateSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("100000") int senders,
        @DefaultValue Subject subject,
        @DefaultValue Anonymous anonymous,
        @DefaultValue Progress progress,
        @DefaultValue Receipt receipt,
        @DefaultValue Feedback feedback) {

    /** A steady rate with some allowance for bursts. */
    sealed interface Rate {
        /** How many requests become possible again in each period. */
        int requests();

        Duration period();

        /** How many may come at once after a silence. */
        int burst();
    }

    record Subject(
            @DefaultValue("500") int requests,
            @DefaultValue("1s") Duration period,
            @DefaultValue("1000") int burst) implements Rate {}

    record Anonymous(
            @DefaultValue("200") int requests,
            @DefaultValue("1s") Duration period,
            @DefaultValue("400") int burst) implements Rate {}

    record Progress(
            @DefaultValue("10") int requests,
            @DefaultValue("1s") Duration period,
            @DefaultValue("200") int burst) implements Rate {}

    record Receipt(
            @DefaultValue("2") int requests,
            @DefaultValue("1s") Duration period,
            @DefaultValue("120") int burst) implements Rate {}

    record Feedback(
            @DefaultValue("1") int requests,
            @DefaultValue("2s") Duration period,
            @DefaultValue("40") int burst) implements Rate {}
}
