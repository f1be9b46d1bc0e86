package onestop.intake.application;

import java.util.List;
import java.util.stream.Stream;
import onestop.intake.application.FileMaterial.State;

/**
 * The materials of a file counted by where they come from.
 *
 * @param required distinct materials
 * @param separately what the items would ask for one by one
 * @param missing keys that are neither there nor spoken for
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
        List<String> missing) {

    static Ledger of(List<FileMaterial> materials, int separately) {
        return new Ledger(
                materials.size(),
                separately,
                count(materials, State.SHARED),
                count(materials, State.ON_FILE),
                count(materials, State.PRODUCED),
                count(materials, State.MERGED_FORM),
                count(materials, State.HANDED_IN),
                count(materials, State.DEFERRED),
                count(materials, State.PROMISED),
                in(materials, State.MISSING).map(FileMaterial::key).toList());
    }

    /**
     * What the applicant hands in over the life of the file: documents now or later, a promise in a document's place,
     * and the one form.
     */
    int handedInAltogether() {
        return handedIn + deferred + promised + missing.size() + Math.min(1, mergedForms);
    }

    private static int count(List<FileMaterial> materials, State state) {
        return (int) in(materials, state).count();
    }

    private static Stream<FileMaterial> in(List<FileMaterial> materials, State state) {
        return materials.stream().filter(material -> material.state() == state);
    }
}
