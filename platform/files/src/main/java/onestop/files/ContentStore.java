package onestop.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Keeps contents under names. A content is there whole or not at all, and never changes. */
public interface ContentStore {

    /** The folder in which to receive a content before it is stored. */
    Path incoming();

    /**
     * Stores a received content. When this returns, it survives a loss of power; what was there already stays.
     *
     * @param received a file in {@link #incoming}; may be moved away
     */
    void put(String place, Path received) throws IOException;

    /**
     * Opens a content; the caller closes it.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    InputStream open(String place) throws IOException;

    /** Removes a content; one that is not there is no error. */
    void delete(String place) throws IOException;
}
