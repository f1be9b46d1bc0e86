package onestop.intake.application;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import onestop.intake.application.FileMaterial.State;
import onestop.intake.catalogue.Material.TrustLevel;

/**
 * The materials of a file counted by where they come from.
 *
 * @param required distinct materials
 * @param separately what the items would ask for one by one
 * @param missing keys that are neither there nor spoken for
 * @param saved how many documents less than the items would ask for one by one
 * @param byTrust how many of the distinct materials can be believed how far
 * @param originalsToCheck keys of what an officer has yet to compare with the original
 */
record Ledger(
        int required,
        int separately,
        int shared,
        int onFile,
        int produced,
        int mergedForms,
        int handedIn,
        int deferred,
        int promised,
        List<String> missing,
        int saved,
        Map<TrustLevel, Integer> byTrust,
        List<String> originalsToCheck) {

    static Ledger of(List<FileMaterial> materials, int separately) {
        int mergedForms = count(materials, State.MERGED_FORM);
        int handedIn = count(materials, State.HANDED_IN);
        int deferred = count(materials, State.DEFERRED);
        int promised = count(materials, State.PROMISED);
        var missing = in(materials, State.MISSING).map(FileMaterial::key).toList();
        return new Ledger(
                materials.size(),
                separately,
                count(materials, State.SHARED),
                count(materials, State.ON_FILE),
                count(materials, State.PRODUCED),
                mergedForms,
                handedIn,
                deferred,
                promised,
                missing,
                separately - handedInAltogether(handedIn, deferred, promised, missing.size(), mergedForms),
                byTrust(materials),
                materials.stream()
                        .filter(FileMaterial::originalToCheck)
                        .map(FileMaterial::key)
                        .toList());
    }

    /**
     * What the applicant hands in over the life of the file: documents now or later, a promise in a document's place,
     * and the one form.
     */
    int handedInAltogether() {
        return handedInAltogether(handedIn, deferred, promised, missing.size(), mergedForms);
    }

    private static int handedInAltogether(int handedIn, int deferred, int promised, int missing, int mergedForms) {
        return handedIn + deferred + promised + missing + Math.min(1, mergedForms);
    }

    private static Map<TrustLevel, Integer> byTrust(List<FileMaterial> materials) {
        var counts = new EnumMap<TrustLevel, Integer>(TrustLevel.class);
        for (var level : TrustLevel.values()) {
            counts.put(level, 0);
        }
        materials.forEach(material -> counts.merge(material.trust(), 1, Integer::sum));
        return counts;
    }

    private static int count(List<FileMaterial> materials, State state) {
        return (int) in(materials, state).count();
    }

    private static Stream<FileMaterial> in(List<FileMaterial> materials, State state) {
        return materials.stream().filter(material -> material.state() == state);
    }
}
