package onestop.evaluation.improvement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Cuts Chinese (and English) text into words, with the dictionary of Lucene's analyser for simplified Chinese. Single
 * characters, numbers and the words of {@code stop-words.txt} are left out: they say little, and numbers may be somebody's.
 */
final class Words {
    private static final Pattern SAYS_SOMETHING = Pattern.compile("\\p{IsHan}{2,}|[a-z]{3,}");

    private final Analyzer analyzer = new SmartChineseAnalyzer();
    private final Set<String> saysNothing = stopWords();

    List<String> of(String text) {
        var words = new ArrayList<String>();
        try (var stream = analyzer.tokenStream("text", text)) {
            var term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                var word = term.toString();
                if (SAYS_SOMETHING.matcher(word).matches() && !saysNothing.contains(word)) {
                    words.add(word);
                }
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
        return words;
    }

    private static Set<String> stopWords() {
        try (var file = Objects.requireNonNull(Words.class.getResourceAsStream("stop-words.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
