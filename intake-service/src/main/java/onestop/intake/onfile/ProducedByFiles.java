package onestop.intake.onfile;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Which materials the items of files bring into being, as the catalogue had it when the file was handed in. */
public interface ProducedByFiles {
    /** @return by receipt number, then by item; without files that nobody knows or that were handed in before this was kept */
    Map<String, Map<String, List<String>>> of(Collection<String> receiptNumbers);
}
