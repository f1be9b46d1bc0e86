package onestop.files;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Keeps contents in a folder: {@code incoming} for what is being received, and {@code contents/ab/cd/…} by checksum. A
 * content is written to the disk before it gets its name, and the folder after, so that a name never leads to half a
 * content.
 */
public final class FolderStore implements ContentStore {
    private final Path incoming;
    private final Path contents;

    public FolderStore(Path folder) throws IOException {
        incoming = Files.createDirectories(folder.toAbsolutePath().resolve("incoming"));
        contents = Files.createDirectories(folder.toAbsolutePath().resolve("contents"));
    }

    @Override
    public Path incoming() {
        return incoming;
    }

    @Override
    public void put(String place, Path received) throws IOException {
        var target = fileOf(place);
        if (Files.exists(target)) {
            return;
        }
        try (var file = FileChannel.open(received, WRITE)) {
            file.force(true);
        }
        var folder = createFolder(target);
        Files.move(received, target, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    private Path createFolder(Path target) throws IOException {
        var folder = parent(target);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            sync(parent(folder));
            sync(contents);
        }
        return folder;
    }

    private static Path parent(Path path) {
        var parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + " stands in no folder");
        }
        return parent;
    }

    /** A new name is on the disk only when its folder is. */
    private static void sync(Path folder) throws IOException {
        try (var opened = FileChannel.open(folder, READ)) {
            opened.force(true);
        }
    }

    @Override
    public InputStream open(String place) throws IOException {
        return Files.newInputStream(fileOf(place));
    }

    @Override
    public void delete(String place) throws IOException {
        Files.deleteIfExists(fileOf(place));
    }

    private Path fileOf(String place) {
        return contents.resolve(place.substring(0, 2))
                .resolve(place.substring(2, 4))
                .resolve(place);
    }
}
