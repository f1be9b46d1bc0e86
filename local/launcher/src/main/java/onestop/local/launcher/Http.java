package onestop.local.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** One small question to a server of ours. */
final class Http {

    private Http() {}

    /** The status of a GET, or 0 when nobody answered in time. */
    static int status(URI uri) {
        try {
            var connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(3_000);
            connection.setInstanceFollowRedirects(false);
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            return 0;
        }
    }
}
