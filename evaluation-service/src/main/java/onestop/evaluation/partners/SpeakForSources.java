package onestop.evaluation.partners;

import onestop.evaluation.rectification.AccountsOfSources;
import onestop.evaluation.scale.Source;
import org.springframework.stereotype.Component;

/** As the configuration says. */
@Component
class SpeakForSources implements AccountsOfSources {
    private final PartnerSources sources;

    SpeakForSources(PartnerSources sources) {
        this.sources = sources;
    }

    @Override
    public boolean speaksFor(String account, Source source) {
        return sources.of(account).contains(source);
    }
}
