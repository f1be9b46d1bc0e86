package onestop.local.infrastructure;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one thread of one process work in a folder; the operating system frees it when the process dies. */
final class FolderLock implements AutoCloseable {
    /** File locks are held by the whole JVM, so threads of one JVM need a lock of their own. */
    private static final Map<Path, ReentrantLock> IN_THIS_JVM = new ConcurrentHashMap<>();

    private final ReentrantLock ours;
    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(ReentrantLock ours, FileChannel channel, FileLock lock) {
        this.ours = ours;
        this.channel = channel;
        this.lock = lock;
    }

    static FolderLock on(Path folder) {
        var ours = IN_THIS_JVM.computeIfAbsent(folder.toAbsolutePath().normalize(), _ -> new ReentrantLock());
        ours.lock();
        try {
            Files.createDirectories(folder);
            var channel =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new FolderLock(ours, channel, channel.lock());
        } catch (IOException | RuntimeException e) {
            ours.unlock();
            throw new InfrastructureException("cannot lock " + folder, e);
        }
    }

    @Override
    public void close() {
        try (channel) {
            lock.release();
        } catch (IOException e) {
            throw new InfrastructureException("cannot unlock", e);
        } finally {
            ours.unlock();
        }
    }
}
