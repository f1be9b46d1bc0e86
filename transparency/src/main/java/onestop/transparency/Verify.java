package onestop.transparency;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks what the log has given out, with nothing but files and the log's public key.
 *
 * <pre>
 * verify receipt FILE --key KEY             a case's receipt: each entry is in the tree whose head was signed
 * verify log FILE --key KEY [--head FILE]…  a whole export: no entry changed, missing, added or moved; and it begins
 *                                           with every tree whose head somebody has kept
 * verify range FILE --key KEY               entries with their proofs, as a receipt
 * </pre>
 *
 * <p>Ends with 0 when everything holds, 1 when something does not, 2 when it cannot be checked.
 */
public final class Verify {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The last line of an export. */
    private record Closing(@Nullable String head) {}

    private final PublicKey key;
    private final PrintStream out;
    private final List<String> faults = new ArrayList<>();

    private Verify(PublicKey key, PrintStream out) {
        this.key = key;
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    /** @return the exit code */
    public static int run(PrintStream out, String... arguments) {
        @Nullable String keyLine = null;
        var heads = new ArrayList<Path>();
        var rest = new ArrayList<String>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--key") && i + 1 < arguments.length) {
                keyLine = arguments[++i];
            } else if (arguments[i].equals("--head") && i + 1 < arguments.length) {
                heads.add(Path.of(arguments[++i]));
            } else {
                rest.add(arguments[i]);
            }
        }
        if (rest.size() != 2 || keyLine == null) {
            out.println("usage: verify receipt|range|log FILE --key NAME+HASH+KEY [--head FILE]...");
            return 2;
        }
        try {
            var verify = new Verify(PublicKey.of(keyLine), out);
            var file = Path.of(rest.getLast());
            return switch (rest.getFirst()) {
                case "receipt", "range" -> verify.receipt(file);
                case "log" -> verify.log(file, heads);
                default -> {
                    out.println("no such check: " + rest.getFirst());
                    yield 2;
                }
            };
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            out.println("cannot be checked: " + e.getMessage());
            return 2;
        }
    }

    private int receipt(Path file) throws IOException {
        var receipt = JSON.readValue(Files.readString(file), Receipt.class);
        var head = opened(receipt.head());
        if (head.isPresent()) {
            receipt.entries().forEach(entry -> included(entry, head.get()));
        }
        return verdict("%d entries are in the log of %s"
                .formatted(
                        receipt.entries().size(),
                        head.map(found -> "%d entries signed at %s".formatted(found.size(), found.at()))
                                .orElse("-")));
    }

    private void included(Entry entry, Head head) {
        var proof = entry.proof();
        if (proof == null
                || !Tree.includes(head.root(), head.size(), entry.index(), entry.leafHash(), Receipt.bytes(proof))) {
            faults.add("entry %d is not what the log holds".formatted(entry.index()));
        }
    }

    private int log(Path file, List<Path> keptHeads) throws IOException {
        var kept = new ArrayList<Head>();
        for (var path : keptHeads) {
            opened(Files.readString(path)).ifPresent(kept::add);
        }
        var tree = new Frontier();
        @Nullable Head closing = null;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            compare(kept, tree);
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{\"head\"")) {
                    var note = JSON.readValue(line, Closing.class).head();
                    closing = note == null ? null : opened(note).orElse(null);
                    continue;
                }
                var entry = JSON.readValue(line, Entry.class);
                if (entry.index() != tree.size()) {
                    faults.add("entry %d stands where entry %d belongs".formatted(entry.index(), tree.size()));
                    break; // all that follows would be wrong, too
                }
                tree.append(entry.leafHash());
                compare(kept, tree);
            }
        }
        if (closing == null) {
            faults.add("the export does not end with a signed head");
        } else {
            if (closing.size() != tree.size()) {
                faults.add("%d entries are there, %d were signed".formatted(tree.size(), closing.size()));
            } else if (!Arrays.equals(closing.root(), tree.root())) {
                faults.add("the entries are not those that were signed");
            }
        }
        kept.stream()
                .filter(head -> head.size() > tree.size())
                .forEach(head -> faults.add("the log has been cut: a head of %d entries was signed at %s"
                        .formatted(head.size(), head.at())));
        return verdict("%d entries, unchanged, complete and in order".formatted(tree.size()));
    }

    private void compare(List<Head> kept, Frontier tree) {
        for (var head : kept) {
            if (head.size() == tree.size() && !Arrays.equals(head.root(), tree.root())) {
                faults.add(
                        "the first %d entries are not those that were signed at %s".formatted(head.size(), head.at()));
            }
        }
    }

    private Optional<Head> opened(String note) {
        var head = key.open(note);
        if (head.isEmpty()) {
            faults.add("a head is not signed with this key");
        }
        return head;
    }

    private int verdict(String good) {
        if (faults.isEmpty()) {
            out.println("holds: " + good);
            return 0;
        }
        faults.forEach(fault -> out.println("DOES NOT HOLD: " + fault));
        return 1;
    }

    /** For exports: a line that closes one. */
    public static String closing(String note) {
        return JSON.writeValueAsString(new Closing(note));
    }

    /** For exports: a line of one. */
    public static String line(Entry entry) {
        return JSON.writeValueAsString(entry);
    }
}
