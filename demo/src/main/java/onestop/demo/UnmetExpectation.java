package onestop.demo;

/** The platform did not do what the demonstration expects of it. */
final class UnmetExpectation extends RuntimeException {
    UnmetExpectation(String message) {
        super(message);
    }
}
