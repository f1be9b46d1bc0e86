package onestop.intake.notice;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody wants to know: a package or items, in which situation, for whom. */
record Question(
        @Nullable String packageCode,
        @Nullable List<@Nullable String> itemCodes,
        @Size(max = 50) @Nullable Map<@Size(max = 60) String, @NotNull Boolean> answers,
        @Nullable Boolean agentHandled,
        @Nullable Integer branches,
        @Nullable String enterpriseUsci) {}
