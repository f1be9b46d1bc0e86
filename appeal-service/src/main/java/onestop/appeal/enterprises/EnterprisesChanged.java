package onestop.appeal.enterprises;

import java.util.List;

/** These enterprises are new or are known differently now; told inside the transaction that changed them. */
public record EnterprisesChanged(List<Integer> serials) {
    public EnterprisesChanged {
        serials = List.copyOf(serials);
    }
}
