package onestop.evaluation.rectification;

import onestop.evaluation.scale.Source;

/** Who answers for another system. */
public interface AccountsOfSources {
    boolean speaksFor(String account, Source source);
}
