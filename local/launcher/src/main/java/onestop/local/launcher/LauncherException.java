package onestop.local.launcher;

/** Something a person must know and can act on: the message is all that is shown. */
final class LauncherException extends RuntimeException {

    LauncherException(String message) {
        super(message);
    }

    LauncherException(String message, Throwable cause) {
        super(message, cause);
    }
}
