package onestop.demo;

/** The platform did not do what the demonstration expects of it. */
public final class UnmetExpectation extends RuntimeException {
    public UnmetExpectation(String message) {
        super(message);
    }
}
