package onestop.documents;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Mustache templates on the class path, each compiled once. Everything filled in by two braces is escaped for XHTML. */
public final class Templates {
    private final String root;
    private final Function<Object, String> words;
    private final Map<String, Template> compiled = new ConcurrentHashMap<>();

    /**
     * @param root the folder of all templates, beginning and ending with a slash
     * @param words how a value that is no text is written
     */
    public Templates(String root, Function<Object, String> words) {
        this.root = root;
        this.words = words;
    }

    /**
     * The template filled; those it includes are found in its folder.
     *
     * @param folder below the root, ending with a slash
     */
    public String fill(String folder, String name, Map<String, Object> values) {
        return compiled.computeIfAbsent(folder + name, _ -> compile(folder, name))
                .execute(values);
    }

    private Template compile(String folder, String name) {
        try (var reader = open(folder + name)) {
            return Mustache.compiler()
                    .withEscaper(Templates::escape)
                    .withFormatter(words::apply)
                    .withLoader(included -> open(folder + included))
                    .compile(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reader open(String path) {
        var name = root + path + ".html";
        return new InputStreamReader(
                Objects.requireNonNull(Templates.class.getResourceAsStream(name), name), StandardCharsets.UTF_8);
    }

    /** A text that is no markup and shows nothing but what the fonts have shapes for. */
    static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            switch (character) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\r', '\t' -> escaped.append(' ');
                default -> {
                    if (PdfRenderer.hasShape(character)) {
                        escaped.appendCodePoint(character);
                    } else {
                        escaped.append(PdfRenderer.NO_SHAPE);
                    }
                }
            }
        });
        return escaped.toString();
    }
}
