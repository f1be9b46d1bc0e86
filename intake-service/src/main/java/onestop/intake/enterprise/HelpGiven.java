package onestop.intake.enterprise;

/** What helpers are asked to do for enterprises, as far as it decides who may act for one. */
public interface HelpGiven {
    /** Whether the helper is at work beside the enterprise, on a request that somebody other than the helper has made. */
    boolean besides(String helper, String usci);
}
