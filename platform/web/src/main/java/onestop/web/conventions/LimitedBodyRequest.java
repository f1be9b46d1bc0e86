package onestop.web.conventions;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import onestop.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/** Counts the body while it is read, because a length need not be declared and must not be believed. */
final class LimitedBodyRequest extends HttpServletRequestWrapper {
    private DataSize limit;
    private @Nullable ServletInputStream stream;

    LimitedBodyRequest(HttpServletRequest request, DataSize limit) {
        super(request);
        this.limit = limit;
    }

    /** Sets the limit of the handler that was found, and refuses at once what is declared to be larger. */
    void limitTo(DataSize limit) {
        this.limit = limit;
        if (getContentLengthLong() > limit.toBytes()) {
            throw tooLarge();
        }
    }

    private ProblemException tooLarge() {
        return new ProblemException(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", readable(limit));
    }

    private static String readable(DataSize size) {
        return size.toBytes() % (1024 * 1024) == 0 ? size.toMegabytes() + " MiB" : size.toBytes() + " B";
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) {
            stream = new Counting(super.getInputStream());
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        var encoding = getCharacterEncoding();
        var charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }

    private final class Counting extends ServletInputStream {
        private final ServletInputStream source;
        private long count;

        private Counting(ServletInputStream source) {
            this.source = source;
        }

        private int counted(int bytes) {
            if (bytes > 0) {
                count += bytes;
                if (count > limit.toBytes()) {
                    throw tooLarge();
                }
            }
            return bytes;
        }

        @Override
        public int read() throws IOException {
            int next = source.read();
            counted(next < 0 ? next : 1);
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return counted(source.read(target, offset, length));
        }

        @Override
        public int available() throws IOException {
            return source.available();
        }

        @Override
        public boolean isFinished() {
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
