package onestop.local.infrastructure;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/**
 * The operating-system account that PostgreSQL runs as. It refuses to run as root, because whoever breaks into it would
 * be root; so started by root, it runs as somebody else.
 */
sealed interface ServerAccount {

    /** We are not root: the server runs as we do. */
    record Ours() implements ServerAccount {}

    /** Really another account; needs every folder above the data to be passable for it. */
    record Nobody() implements ServerAccount {}

    /**
     * A user namespace in which root counts as nobody. The files stay root's, so this works below {@code /root} too,
     * where {@link Nobody} could not even enter.
     */
    record Namespace() implements ServerAccount {}

    int NOBODY = 65534;

    /** The account for a data directory: the one it belongs to already, or for a new one the best that works here. */
    static ServerAccount of(Path dataDirectory) {
        if (new UnixSystem().getUid() != 0) {
            return new Ours();
        }
        try {
            boolean old = Files.exists(dataDirectory);
            boolean nobodys =
                    old && Files.getAttribute(dataDirectory, "unix:uid").equals(NOBODY);
            if ((nobodys || !old && passable(dataDirectory))
                    && Commands.find("setpriv").isPresent()) {
                return new Nobody();
            }
            if (!nobodys
                    && Commands.find("unshare").isPresent()
                    && Commands.succeeds(List.of("unshare", "-U", "true"))) {
                return new Namespace();
            }
        } catch (IOException e) {
            throw new InfrastructureException("cannot look at " + dataDirectory, e);
        }
        throw new InfrastructureException(
                "PostgreSQL does not run as root, and neither setpriv nor unshare -U works for " + dataDirectory
                        + ": start it as an ordinary user");
    }

    /** Whether any account may pass through every folder above {@code path}, as far as they exist. */
    private static boolean passable(Path path) throws IOException {
        for (var folder = path.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder)
                    && !Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    /** The command as this account runs it; the pid stays that of the command. */
    default List<String> running(List<String> command) {
        var whole = new ArrayList<String>();
        switch (this) {
            case Ours _ -> {}
            case Nobody _ ->
                whole.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
            case Namespace _ -> whole.addAll(List.of("unshare", "-U"));
        }
        whole.addAll(command);
        return whole;
    }

    /** Makes the file or folder this account's own. */
    default void own(Path path) throws IOException {
        if (this instanceof Nobody) {
            Files.setAttribute(path, "unix:uid", NOBODY);
            Files.setAttribute(path, "unix:gid", NOBODY);
        }
    }
}
