package onestop.evaluation.improvement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hipparchus.clustering.Clusterable;
import org.hipparchus.clustering.DBSCANClusterer;

/**
 * Puts texts together that speak of the same: each text is a vector of its words, a rare word weighing more than a common
 * one (TF-IDF); texts whose vectors point the same way are neighbours (DBSCAN over the cosine). The number of groups is
 * not given, what stands alone stays alone, and the same texts give the same groups.
 */
final class TextClusters {
    /** The most texts of one look: neighbours are found by comparing each with each. */
    static final int MOST_TEXTS = 1_000;

    private static final int MOST_WORDS = 300;
    private static final int TERMS_SHOWN = 5;

    /** Neighbours share more than half of their weight. Set on invented texts of five subjects, tried on five others; see the test. */
    private static final double FURTHEST = 0.4;

    /** Neighbours that make a text the core of a group, so that a group has three texts at the least. */
    private static final int NEIGHBOURS = 2;

    private final Words words;

    TextClusters(Words words) {
        this.words = words;
    }

    /** A group. @param terms the words that weigh most in it @param members places in the list of texts */
    record Group(List<String> terms, List<Integer> members) {}

    private record Point(int place, double[] vector) implements Clusterable {
        @Override
        public double[] getPoint() {
            return vector;
        }
    }

    /** Groups of texts, the largest first. */
    List<Group> of(List<String> texts) {
        if (texts.size() > MOST_TEXTS) {
            throw new IllegalArgumentException("at most %d texts, not %d".formatted(MOST_TEXTS, texts.size()));
        }
        var cut = texts.stream().map(words::of).toList();
        var vocabulary = vocabulary(cut);
        var points = new ArrayList<Point>();
        for (int place = 0; place < cut.size(); place++) {
            var vector = vector(cut.get(place), vocabulary);
            if (vector != null) {
                points.add(new Point(place, vector));
            }
        }
        return new DBSCANClusterer<Point>(FURTHEST, NEIGHBOURS, TextClusters::cosineDistance)
                .cluster(points).stream()
                        .map(cluster -> group(cluster.getPoints(), vocabulary))
                        .sorted(Comparator.comparingInt(
                                        (Group group) -> -group.members().size())
                                .thenComparing(group -> group.members().getFirst()))
                        .toList();
    }

    /** @param column where its weight stands @param weight the rarer the more */
    private record Word(int column, double weight) {}

    /** The words that stand in two texts at least and not in half of them all, the most frequent first. */
    private static Map<String, Word> vocabulary(List<List<String>> texts) {
        var frequency = new TreeMap<String, Integer>();
        texts.forEach(text -> new HashSet<>(text).forEach(word -> frequency.merge(word, 1, Integer::sum)));
        int common = Math.max(10, texts.size() / 2);
        var vocabulary = new HashMap<String, Word>();
        frequency.entrySet().stream()
                .filter(entry -> entry.getValue() >= 2 && entry.getValue() <= common)
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_WORDS)
                .forEach(entry -> vocabulary.put(
                        entry.getKey(),
                        new Word(vocabulary.size(), Math.log((1.0 + texts.size()) / (1 + entry.getValue())) + 1)));
        return vocabulary;
    }

    /** Of length 1; null when none of the words is known. */
    private static double @org.jspecify.annotations.Nullable [] vector(
            List<String> text, Map<String, Word> vocabulary) {
        var vector = new double[vocabulary.size()];
        double squares = 0;
        for (var each : new HashSet<>(text)) {
            var word = vocabulary.get(each);
            if (word != null) {
                vector[word.column()] = word.weight();
                squares += word.weight() * word.weight();
            }
        }
        if (squares == 0) {
            return null;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    private static double cosineDistance(double[] one, double[] other) {
        double product = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
        }
        return 1 - product;
    }

    private static Group group(List<Point> points, Map<String, Word> vocabulary) {
        var weights = new double[vocabulary.size()];
        points.forEach(point -> {
            for (int i = 0; i < weights.length; i++) {
                weights[i] += point.vector()[i];
            }
        });
        var terms = vocabulary.entrySet().stream()
                .filter(entry -> weights[entry.getValue().column()] > 0)
                .sorted(Comparator.comparingDouble((Map.Entry<String, Word> entry) ->
                                -weights[entry.getValue().column()])
                        .thenComparing(Map.Entry::getKey))
                .limit(TERMS_SHOWN)
                .map(Map.Entry::getKey)
                .toList();
        return new Group(terms, points.stream().map(Point::place).sorted().toList());
    }
}
