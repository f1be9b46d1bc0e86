package onestop.evaluation.partners;

import java.time.Instant;
import java.util.Collection;
import onestop.evaluation.scale.Source;

/** Somebody to be told of ratings that were taken in, in the transaction that takes them. */
public interface WhenTaken {
    /** Called often and with thousands: what is to be done with each is done later. */
    void taken(Collection<Taken> ratings, Instant at);

    /** @param number of the source */
    record Taken(Source source, String number, String unit, String item) {}
}
